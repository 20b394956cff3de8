package dev.alloc.suite;

import java.util.Arrays;

/**
 * The times of passes, and whether they are stable.
 *
 * <p>The passes are taken together in windows of a tenth of a second (or one pass, if that takes
 * longer). They are stable when the medians of the last {@value #AGREEING} windows lie within five
 * percent of each other and a second has passed, which is what the compiler needs; after four
 * seconds they are taken as they are.
 */
final class PassTimes {
  static final int AGREEING = 5;
  private static final double TOLERANCE = 1.05;
  private static final long WINDOW = 100_000_000;
  private static final long LEAST = 1_000_000_000;
  private static final long MOST = 4_000_000_000L;

  private long[] nanos = new long[1_024];
  private int count;
  private final int[] starts = new int[AGREEING]; // of the last windows that are complete
  private final long[] medians = new long[AGREEING];
  private int windows;
  private int windowStart;
  private long windowNanos;
  private long total;

  void add(long pass) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = pass;
    total += pass;
    windowNanos += pass;
    if (windowNanos >= WINDOW) {
      starts[windows % AGREEING] = windowStart;
      medians[windows % AGREEING] = median(windowStart, count);
      windows++;
      windowStart = count;
      windowNanos = 0;
    }
  }

  int count() {
    return count;
  }

  boolean isStable() {
    if (total >= MOST) {
      return true;
    }
    if (total < LEAST || windows < AGREEING) {
      return false;
    }
    long[] sorted = medians.clone();
    Arrays.sort(sorted);
    return sorted[AGREEING - 1] <= sorted[0] * TOLERANCE;
  }

  long first() {
    return nanos[0];
  }

  long last() {
    return nanos[count - 1];
  }

  long best() {
    return Arrays.stream(nanos, 0, count).min().orElseThrow();
  }

  long median() {
    return median(0, count);
  }

  /** The median of the last windows, or of all passes if there are not so many. */
  long stableMedian() {
    return windows < AGREEING ? median() : median(starts[windows % AGREEING], count);
  }

  private long median(int from, int to) {
    long[] sorted = Arrays.copyOfRange(nanos, from, to);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
