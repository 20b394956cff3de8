package dev.alloc.arena.span;

import dev.alloc.arena.chunk.ChunkPool;
import dev.alloc.arena.tally.Tally;
import java.util.Arrays;
import java.util.List;

/**
 * Where virtual threads allocate: as many shared spans as there are processors, so that their
 * memory does not grow with the number of threads.
 */
public final class Stripes {
  private final Stripe[] stripes;

  /** Creates them without chunks. */
  public Stripes() {
    int count = Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1);
    stripes = new Stripe[count];
    for (int i = 0; i < count; i++) {
      stripes[i] = new Stripe();
    }
  }

  /** The stripe of a virtual thread, which others may share. */
  public Stripe of(Thread thread) {
    return stripes[(int) thread.threadId() & (stripes.length - 1)];
  }

  /** What was counted in all stripes. */
  public List<Tally> tallies() {
    return Arrays.stream(stripes).map(stripe -> stripe.tally).toList();
  }

  /** Hands all chunks to the pool, whose lock is held; a trim follows. */
  public void releaseForTrim(ChunkPool pool) {
    for (Stripe stripe : stripes) {
      pool.releaseForTrim(stripe.takeChunks());
    }
  }
}
