package dev.alloc.arena;

import org.jspecify.annotations.Nullable;

/**
 * Where virtual threads allocate: as many shared spans as there are processors, so that their
 * memory does not grow with the number of threads.
 */
final class Stripes {
  private final Stripe[] stripes;

  /** One span, its statistics, and the chunks before it. */
  static final class Stripe {
    volatile Span span = Span.NONE;
    final Tally tally = new Tally();
    @Nullable Chunk chunk; // the newest; guarded by the pool's lock
    long chunkBytes; // guarded by the pool's lock
  }

  Stripes() {
    int count = Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1);
    stripes = new Stripe[count];
    for (int i = 0; i < count; i++) {
      stripes[i] = new Stripe();
    }
  }

  Stripe of(Thread thread) {
    return stripes[(int) thread.threadId() & (stripes.length - 1)];
  }

  Stripe[] all() {
    return stripes;
  }
}
