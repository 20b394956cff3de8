package dev.alloc.junit.rounds;

import java.util.List;

/**
 * What a test may do about a failed allocation.
 *
 * @param mayRecover whether it may pass
 * @param mayThrow what it may throw besides an error that says so
 * @param rounds how many rounds to run at most
 */
public record FailureTerms(
    boolean mayRecover, List<Class<? extends Throwable>> mayThrow, int rounds) {

  /** Returns whether a test tells of a failed allocation by throwing this. */
  boolean accept(Throwable thrown) {
    return mayThrow.stream().anyMatch(type -> type.isInstance(thrown)) || hasRunOut(thrown);
  }

  private static boolean hasRunOut(Throwable thrown) {
    int depth = 0;
    for (Throwable each = thrown; each != null && depth < 100; each = each.getCause()) {
      if (each instanceof OutOfMemoryError) {
        return true;
      }
      depth++; // causes may run in a circle
    }
    return false;
  }
}
