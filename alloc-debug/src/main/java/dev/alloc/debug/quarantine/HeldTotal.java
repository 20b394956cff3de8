package dev.alloc.debug.quarantine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes all lanes hold back together, nearly: each lane tells only what has come to a
 * batch, so that the word is seldom written.
 */
final class HeldTotal {
  private static final int BATCH_SHIFT = 6;
  private static final int BATCHES = 16; // all lanes together keep at most so much of it back

  private final AtomicLong bytes = new AtomicLong();
  private final long most;
  private final long batch;

  /**
   * Creates it.
   *
   * @param most how many bytes may be held
   * @param lanes by how many lanes; 1 for one that tells all
   */
  HeldTotal(long most, int lanes) {
    this.batch = lanes == 1 ? 0 : most / BATCHES / lanes;
    this.most = most - batch * lanes; // what they keep back is held as well
  }

  boolean holdsAnything() {
    return most > 0;
  }

  /** Tells what a lane has changed, or leaves it for later; returns what is still untold. */
  long tell(long change) {
    if (Math.abs(change) <= batch) {
      return change;
    }
    bytes.addAndGet(change);
    return 0;
  }

  /** Returns how many bytes may leave at a time, and not be missed. */
  long batchBytes() {
    return most >> BATCH_SHIFT;
  }

  /** Returns how many bytes are to leave if so many more are held; 0 or less for none. */
  long excess(long more) {
    return bytes.getOpaque() + more - most;
  }
}
