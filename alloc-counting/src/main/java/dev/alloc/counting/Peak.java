package dev.alloc.counting;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The largest number of live bytes so far, exactly; therefore the live bytes are one word that
 * every call of every thread writes.
 */
final class Peak {
  private final AtomicLong live = new AtomicLong();
  private final AtomicLong peak = new AtomicLong();

  /** Adds bytes that became live, or fewer than 0 that no longer are. */
  void add(long bytes) {
    long now = live.addAndGet(bytes);
    if (bytes > 0) {
      raiseTo(now);
    }
  }

  long bytes() {
    return peak.get();
  }

  void reset() {
    peak.set(live.get());
    raiseTo(live.get()); // what came between the two would be lost
  }

  /** Drops what is live beyond the given figure; nobody else may be adding. */
  void dropTo(long liveBytes) {
    live.set(Math.min(live.get(), liveBytes));
  }

  private void raiseTo(long bytes) {
    long highest = peak.get();
    while (bytes > highest && !peak.compareAndSet(highest, bytes)) {
      highest = peak.get();
    }
  }
}
