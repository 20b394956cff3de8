package dev.alloc.tck.emulated;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The real memory behind an emulated one.
 *
 * @param memory all of it
 * @param release gives it back
 */
record Backing(MemorySegment memory, Runnable release) {

  static Backing of(Machine machine) {
    return machine.javaHeap() ? onHeap(machine) : inNativeMemory(machine);
  }

  private static Backing onHeap(Machine machine) {
    int words = Math.toIntExact(machine.capacity() / Long.BYTES);
    return new Backing(MemorySegment.ofArray(new long[words]), () -> {});
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by release
  private static Backing inNativeMemory(Machine machine) {
    Arena arena = Arena.ofShared();
    try {
      MemorySegment memory = arena.allocate(machine.capacity(), machine.largestAlignment());
      return new Backing(memory, arena::close);
    } catch (OutOfMemoryError failure) {
      arena.close();
      throw failure;
    }
  }
}
