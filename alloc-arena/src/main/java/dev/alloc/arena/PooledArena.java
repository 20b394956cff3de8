package dev.alloc.arena;

import dev.alloc.arena.chunk.Chunk;
import dev.alloc.arena.lifetime.Blocks;
import dev.alloc.arena.slot.ArenaSlot;
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
    long address = mine.bump(byteSize, byteAlignment, allocator.maxAlignment(), zeroed);
    if (address == 0) {
      // Without 'this': what a call that is not inlined can reach is no longer free of charge.
      address = makeRoom(allocator, mine, byteSize, byteAlignment, zeroed);
    }
    return allocator.scoped()
        ? Blocks.at(address, byteSize, lifetime)
        : mine.slice(address, byteSize);
  }

  /** Ends the lifetime and gives the slot back. */
  final void end() {
    lifetime.close(); // refuses other threads, a second time, and while a native call is under way
    ArenaSlot mine = Objects.requireNonNull(slot);
    slot = null;
    allocator.parts().slots().release(mine, zeroed);
  }

  @Override
  public final MemorySegment.Scope scope() {
    return lifetime.scope();
  }

  private static long makeRoom(
      ArenaAllocator allocator, ArenaSlot slot, long byteSize, long byteAlignment, boolean zeroed) {
    if (zeroed) {
      long cleaned = slot.bumpDirty(byteSize, byteAlignment, allocator.maxAlignment());
      if (cleaned != 0) {
        return cleaned;
      }
    }
    Chunk own = allocator.parts().slotPlacement().refill(allocator, slot, byteSize, byteAlignment);
    if (own == null) {
      long address =
          zeroed
              ? slot.bumpDirty(byteSize, byteAlignment, allocator.maxAlignment())
              : slot.bump(byteSize, byteAlignment, allocator.maxAlignment(), false);
      if (address == 0) {
        throw new AssertionError("a chunk was chosen for this block and is too small");
      }
      return address;
    }
    if (zeroed) {
      Blocks.zeroAgain(own, byteSize);
    }
    return own.base;
  }
}
