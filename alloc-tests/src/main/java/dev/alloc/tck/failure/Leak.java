package dev.alloc.tck.failure;

import dev.alloc.MemoryFaultException;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Trial;

/** Closes an allocator too early. */
public final class Leak {

  private Leak() {}

  public static void verify(Trial trial) {
    LiveSet blocks = trial.blocks();
    for (int i = 0; i < 3; i++) {
      blocks.allocate(24, 8);
    }
    for (int attempt = 1; attempt <= 2; attempt++) {
      refuse(trial, attempt);
    }
    try {
      blocks.verifyContents();
      trial.allocator().stats();
      blocks.allocate(24, 8);
      blocks.freeAll();
    } catch (RuntimeException failure) {
      throw trial.failure("after close was refused, the allocator does not work", failure);
    }
    try {
      trial.allocator().close();
    } catch (RuntimeException failure) {
      throw trial.failure("every block was freed, and close is still refused", failure);
    }
  }

  private static void refuse(Trial trial, int attempt) {
    MemoryFaultException fault =
        trial.thrown(
            MemoryFaultException.class,
            "close() number %d with 3 live blocks".formatted(attempt),
            () -> trial.allocator().close());
    trial.check(
        fault.kind() == MemoryFaultException.Kind.LEAK,
        "close() with 3 live blocks threw the fault %s instead of LEAK: %s",
        fault.kind(),
        fault.getMessage());
  }
}
