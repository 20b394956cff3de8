package dev.alloc.tck.emulated;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The real memory behind an emulated one.
 *
 * @param memory all of it
 * @param discard told of offsets and lengths, in bytes, that will never be used again
 * @param release gives it back
 */
record Backing(MemorySegment memory, Discard discard, Runnable release) {

  /** Takes memory away from behind addresses. */
  @FunctionalInterface
  interface Discard {
    void discard(long offset, long length);
  }

  static Backing of(Machine machine) {
    return switch (machine.memory()) {
      case JAVA_HEAP -> onHeap(machine);
      case NATIVE -> inNativeMemory(machine);
      case LAZY -> lazy(machine);
    };
  }

  private static Backing lazy(Machine machine) {
    LazyMemory memory = LazyMemory.reserve(machine.capacity(), machine.largestAlignment());
    return new Backing(memory.segment(), memory::discard, memory::release);
  }

  private static Backing onHeap(Machine machine) {
    int words = Math.toIntExact(machine.capacity() / Long.BYTES);
    return new Backing(MemorySegment.ofArray(new long[words]), (_, _) -> {}, () -> {});
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by release
  private static Backing inNativeMemory(Machine machine) {
    Arena arena = Arena.ofShared();
    try {
      MemorySegment memory = arena.allocate(machine.capacity(), machine.largestAlignment());
      return new Backing(memory, (_, _) -> {}, arena::close);
    } catch (OutOfMemoryError failure) {
      arena.close();
      throw failure;
    }
  }
}
