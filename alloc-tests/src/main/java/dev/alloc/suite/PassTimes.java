package dev.alloc.suite;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * The times of passes, and whether they are stable.
 *
 * <p>The passes are taken together in windows of a tenth of a second (or one pass, if that takes
 * longer). They are stable when a second has passed, the medians of the last {@value #AGREEING}
 * windows lie within five percent of each other, and the compiler was at work for less than a tenth
 * of that time: equal times alone may be those of code that is about to be replaced. After eight
 * seconds they are taken as they are.
 */
final class PassTimes {
  static final int AGREEING = 5;
  private static final double TOLERANCE = 1.05;
  private static final long WINDOW = 100_000_000;
  private static final long LEAST = 1_000_000_000;
  private static final long MOST = 8_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int COMPILER_SHARE = 10;

  private final LongSupplier compilerMillis;
  private long[] nanos = new long[1_024];
  private int count;
  private final int[] starts = new int[AGREEING]; // of the last windows that are complete
  private final long[] medians = new long[AGREEING];
  private final long[] ends = new long[AGREEING]; // in nanoseconds of passes
  private final long[] compiled = new long[AGREEING]; // until then, in milliseconds
  private int windows;
  private int windowStart;
  private long total;

  /**
   * Starts without a time.
   *
   * @param compilerMillis how long the compiler has been at work so far, in milliseconds
   */
  PassTimes(LongSupplier compilerMillis) {
    this.compilerMillis = compilerMillis;
  }

  void add(long pass) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = pass;
    total += pass;
    long windowBegan = windows == 0 ? 0 : ends[(windows - 1) % AGREEING];
    if (total - windowBegan >= WINDOW) {
      int slot = windows % AGREEING;
      starts[slot] = windowStart;
      medians[slot] = median(windowStart, count);
      ends[slot] = total;
      compiled[slot] = compilerMillis.getAsLong();
      windows++;
      windowStart = count;
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
    return sorted[AGREEING - 1] <= sorted[0] * TOLERANCE && compilerIsDone();
  }

  private boolean compilerIsDone() {
    int oldest = windows % AGREEING;
    int youngest = (windows - 1) % AGREEING;
    long elapsed = ends[youngest] - ends[oldest];
    long atWork = (compiled[youngest] - compiled[oldest]) * NANOS_PER_MILLI;
    return atWork < elapsed / COMPILER_SHARE;
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
