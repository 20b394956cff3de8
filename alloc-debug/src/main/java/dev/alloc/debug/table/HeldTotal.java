package dev.alloc.debug.table;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes all stripes hold back together, nearly: each stripe tells only what has come to a
 * batch, so that the word is seldom written.
 */
final class HeldTotal {
  private static final int BATCHES = 16; // all stripes together keep at most so much of it back

  private final AtomicLong bytes = new AtomicLong();
  private final long most;
  private final long batch;

  /**
   * Creates it.
   *
   * @param most how many bytes may be held
   * @param stripes by how many stripes
   */
  HeldTotal(long most, int stripes) {
    this.batch = most / BATCHES / stripes;
    this.most = most - batch * stripes; // what they keep back is held as well
  }

  /** Tells what a stripe has changed, or leaves it for later; returns what is still untold. */
  long tell(long change) {
    if (Math.abs(change) <= batch) {
      return change;
    }
    bytes.addAndGet(change);
    return 0;
  }

  /** Returns how many bytes are to leave before so many more are held; 0 or less for none. */
  long excess(long wholeBytes) {
    return bytes.getOpaque() + wholeBytes - most;
  }
}
