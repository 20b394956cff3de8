package dev.alloc.tck.fuzz;

import java.util.SplittableRandom;

/**
 * What the threads of an episode do: one list of steps for each, as the bits of {@link Step}.
 *
 * @param number it follows from the seed and this
 * @param steps by thread
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record Episode(long number, long[][] steps) {
  /** Enough to wear an allocator in, few enough to shrink. */
  static final int STEPS = 50_000;

  /** Draws an episode: every other one has several threads, if there may be several. */
  static Episode draw(long seed, long number, int threads) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
    int used = (number & 1) == 0 ? 1 : threads;
    long[][] steps = new long[used][];
    for (int i = 0; i < used; i++) {
      steps[i] = random.longs(STEPS / used).toArray();
    }
    return new Episode(number, steps);
  }

  int threads() {
    return steps.length;
  }

  int size() {
    int size = 0;
    for (long[] thread : steps) {
      size += thread.length;
    }
    return size;
  }

  /** The same with other steps for one thread. */
  Episode with(int thread, long[] others) {
    long[][] changed = steps.clone();
    changed[thread] = others;
    return new Episode(number, changed);
  }
}
