package dev.alloc.tck.selftest;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** An arena that does what another one does. */
class ForwardingArena implements Arena {
  final Arena arena;

  ForwardingArena(Arena arena) {
    this.arena = arena;
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    return arena.allocate(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment.Scope scope() {
    return arena.scope();
  }

  @Override
  public void close() {
    arena.close();
  }
}
