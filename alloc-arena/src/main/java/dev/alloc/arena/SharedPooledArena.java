package dev.alloc.arena;

import dev.alloc.arena.lifetime.Lifetimes;
import dev.alloc.arena.slot.ArenaSlot;
import java.lang.foreign.MemorySegment;

/** An arena for any thread, under a lock of its own. */
final class SharedPooledArena extends PooledArena {

  SharedPooledArena(ArenaAllocator allocator, boolean zeroed, ArenaSlot slot) {
    super(allocator, zeroed, Lifetimes.shared(), slot);
  }

  @Override
  public synchronized MemorySegment allocate(long byteSize, long byteAlignment) {
    return cut(byteSize, byteAlignment);
  }

  @Override
  public synchronized void close() {
    end();
  }
}
