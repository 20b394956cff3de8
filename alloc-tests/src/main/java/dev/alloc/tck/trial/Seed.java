package dev.alloc.tck.trial;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The one number behind everything random in a run: {@code -Dalloc.tck.seed}, else a fresh one.
 *
 * <p>Each rule draws from a stream of its own, so a rule repeats alone as it ran among the others.
 */
public final class Seed {
  public static final String PROPERTY = "alloc.tck.seed";
  private static final long VALUE =
      Long.getLong(PROPERTY, new SplittableRandom().nextLong() >>> Integer.SIZE);
  private static volatile boolean used;

  private Seed() {}

  /** Returns the stream of a rule, the same at each call. */
  static RandomGenerator random(String rule) {
    used = true;
    return new SplittableRandom(VALUE * 31 + rule.hashCode());
  }

  /** Tells whether anything random was asked for since {@link #forgetUse}. */
  public static boolean isUsed() {
    return used;
  }

  public static void forgetUse() {
    used = false;
  }

  /** Says how to repeat this run, as the end of a failure message. */
  public static String hint() {
    return " (repeat with -D" + PROPERTY + "=" + VALUE + ")";
  }
}
