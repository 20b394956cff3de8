package dev.alloc.tck.statistics;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import dev.alloc.tck.trial.Trial;
import dev.alloc.tck.upstream.CountingUpstream;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.function.Executable;

/**
 * Frees through a wrapper a block that it never handed out and its upstream did (rule 6.2): legal
 * for the upstream, and for the wrapper one free more than allocations.
 */
public final class SurplusFree {

  private SurplusFree() {}

  public static void verifyFault(Trial trial) {
    Allocator allocator = trial.allocator();
    if (allocator.capabilities().contains(Capability.RESET)) {
      verifyFaultOfPool(trial);
      return;
    }
    CountingUpstream upstream = trial.upstream().orElseThrow();
    MemorySegment foreign = upstream.allocate(24, 8);
    if (refusedAtOnce(allocator, foreign)) {
      upstream.free(foreign);
      trial.close();
      return;
    }
    fault(trial, "check()", allocator::check);
    fault(trial, "close()", allocator::close);
    upstream.free(allocator.allocate(24, 8)); // the books are even again
    trial.close();
  }

  /**
   * A pool cuts its blocks out of the upstream's, so a surplus free is one of a block of its own.
   */
  private static void verifyFaultOfPool(Trial trial) {
    Allocator allocator = trial.allocator();
    MemorySegment freedTwice = allocator.allocate(24, 8);
    MemorySegment last = allocator.allocate(24, 8);
    allocator.free(freedTwice);
    if (refusedAtOnce(allocator, freedTwice)) {
      allocator.free(last);
      trial.close();
      return;
    }
    allocator.free(last);
    fault(trial, "check()", allocator::check);
    fault(trial, "close()", allocator::close);
    allocator.allocate(24, 8); // the books are even again
    trial.close();
  }

  private static boolean refusedAtOnce(Allocator allocator, MemorySegment foreign) {
    try {
      allocator.free(foreign);
      return false;
    } catch (MemoryFaultException fault) {
      return true;
    }
  }

  private static void fault(Trial trial, String call, Executable executable) {
    MemoryFaultException fault =
        trial.thrown(
            MemoryFaultException.class, "with more frees than allocations " + call, executable);
    trial.check(
        fault.kind() == Kind.INVALID_FREE,
        "with more frees than allocations %s reported %s instead of INVALID_FREE",
        call,
        fault.kind());
  }
}
