package dev.alloc.suite;

import java.util.List;
import java.util.OptionalLong;

/**
 * What came out of running the suite under one allocator.
 *
 * @param impl the name of the allocator
 * @param programs how many programs there are
 * @param passed how many of them printed what they should, and left nothing behind, in every pass
 * @param allocationsPerPass how many blocks the interpreter allocates in one pass over all programs
 * @param firstNanosPerPass the time of the first pass, cold, in nanoseconds
 * @param bestNanosPerPass the shortest time of a pass, in nanoseconds
 * @param medianNanosPerPass the median time of a pass, in nanoseconds; without a fixed number of
 *     passes, that of the last ones, which were stable
 * @param liveBlocksAfter the live blocks that the allocator counted in the end, if it counts
 * @param failures what went wrong, each program named; empty if all is well
 */
public record SuiteRun(
    String impl,
    int programs,
    int passed,
    long allocationsPerPass,
    long firstNanosPerPass,
    long bestNanosPerPass,
    long medianNanosPerPass,
    OptionalLong liveBlocksAfter,
    List<String> failures) {

  /** Copies the failures. */
  public SuiteRun {
    failures = List.copyOf(failures);
  }
}
