package dev.alloc.arena;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** An arena for one thread, which keeps the slot for its next one. */
final class ConfinedPooledArena extends PooledArena {
  private final Thread owner;
  private final @Nullable SlotStack stack; // null for a virtual thread

  ConfinedPooledArena(
      ArenaAllocator allocator,
      boolean zeroed,
      Thread owner,
      ArenaSlot slot,
      @Nullable SlotStack stack) {
    super(allocator, zeroed, Lifetimes.confined(), slot);
    this.owner = owner;
    this.stack = stack;
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    if (Thread.currentThread() != owner) {
      throw new WrongThreadException("this arena is confined to " + owner);
    }
    return cut(byteSize, byteAlignment);
  }

  @Override
  public void close() {
    end(stack);
  }
}
