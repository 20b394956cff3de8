package dev.alloc.arena.placement;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.util.concurrent.atomic.LongAdder;

/** Which requests are refused, in which words, and how many of them were. */
public final class Requests {
  private final LongAdder failures = new LongAdder();

  /** How many requests could not be served. */
  public long failures() {
    return failures.sum();
  }

  /** Refuses what can never be served. */
  void check(Allocator self, long byteSize, long byteAlignment) {
    try {
      Allocators.checkRequest(self, byteSize, byteAlignment);
    } catch (OutOfMemoryError refused) {
      failures.increment();
      throw refused;
    }
  }

  /** The error to throw where the upstream has refused. */
  OutOfMemoryError refused(
      OutOfMemoryError cause, Allocator self, long byteSize, long byteAlignment) {
    failures.increment();
    OutOfMemoryError error = Allocators.outOfMemory(self, byteSize, byteAlignment);
    error.initCause(cause);
    return error;
  }
}
