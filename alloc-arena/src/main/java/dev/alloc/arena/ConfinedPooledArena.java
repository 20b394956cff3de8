package dev.alloc.arena;

import dev.alloc.arena.slot.ArenaSlot;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** An arena for one thread. */
final class ConfinedPooledArena extends PooledArena {
  private final Thread owner;

  ConfinedPooledArena(
      ArenaAllocator allocator, boolean zeroed, Arena lifetime, Thread owner, ArenaSlot slot) {
    super(allocator, zeroed, lifetime, slot);
    this.owner = owner;
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
    end();
  }
}
