package dev.alloc.tck.freeing;

import dev.alloc.MemoryFaultException;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;

/** Frees what was never a block. */
public final class InvalidFree {

  private InvalidFree() {}

  /** Fails unless this is refused with the fault INVALID_FREE. */
  public static void refuse(Trial trial, MemorySegment segment, String call) {
    MemoryFaultException fault =
        trial.thrown(MemoryFaultException.class, call, () -> trial.allocator().free(segment));
    trial.check(
        fault.kind() == MemoryFaultException.Kind.INVALID_FREE,
        "%s was refused as %s, not as INVALID_FREE: %s",
        call,
        fault.kind(),
        fault.getMessage());
  }
}
