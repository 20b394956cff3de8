package dev.alloc.arena;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An arena over a slot of its own, so that arenas may be closed in any order; the JDK's own arena
 * gives it lifetime and errors. No call of the upstream once slots and chunks are warm.
 */
abstract sealed class PooledArena implements Arena permits ConfinedPooledArena, SharedPooledArena {
  private final ArenaAllocator allocator;
  private final boolean zeroed;
  private final Arena lifetime;
  private @Nullable ArenaSlot slot; // null once closed

  PooledArena(ArenaAllocator allocator, boolean zeroed, Arena lifetime, ArenaSlot slot) {
    this.allocator = allocator;
    this.zeroed = zeroed;
    this.lifetime = lifetime;
    this.slot = slot;
  }

  /** Cuts off a block. */
  final MemorySegment cut(long byteSize, long byteAlignment) {
    ArenaSlot mine = slot;
    if (mine == null) {
      throw new IllegalStateException("Already closed");
    }
    MemorySegment block = mine.bump(byteSize, byteAlignment, allocator.maxAlignment(), zeroed);
    if (block == null) {
      // Without 'this': what a call that is not inlined can reach is no longer free of charge.
      block = refill(allocator, mine, byteSize, byteAlignment, zeroed);
    }
    return allocator.arenaView(block, lifetime);
  }

  /** Ends the lifetime and gives the slot back. */
  final void end(@Nullable SlotStack stack) {
    lifetime.close(); // refuses other threads, a second time, and while a native call is under way
    ArenaSlot mine = Objects.requireNonNull(slot);
    slot = null;
    mine.tally.freedAll();
    allocator.core().slots.release(mine, stack);
  }

  @Override
  public final MemorySegment.Scope scope() {
    return lifetime.scope();
  }

  private static MemorySegment refill(
      ArenaAllocator allocator, ArenaSlot slot, long byteSize, long byteAlignment, boolean zeroed) {
    Chunk own = allocator.core().refill(allocator, slot, byteSize, byteAlignment);
    if (own == null) { // a new chunk, chosen for this block
      return Objects.requireNonNull(
          slot.bump(byteSize, byteAlignment, allocator.maxAlignment(), zeroed));
    }
    MemorySegment block = own.block.asSlice(0, byteSize);
    return zeroed ? block.fill((byte) 0) : block;
  }
}
