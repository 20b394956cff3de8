package dev.alloc.counting;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A limit on live bytes that holds at every moment: bytes are taken before the allocator below is
 * asked and given back if it refuses. A request that is too large takes nothing, not even for a
 * moment, so it never stands in the way of a small one.
 */
final class ByteLimit {
  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  ByteLimit(long limit) {
    this.limit = limit;
  }

  boolean take(long bytes) {
    long before = taken.get();
    while (bytes <= limit - before) {
      if (taken.compareAndSet(before, before + bytes)) {
        return true;
      }
      before = taken.get();
    }
    return false;
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  long bytes() {
    return limit;
  }

  long taken() {
    return taken.get();
  }

  /** Gives back what is taken beyond the given figure; nobody else may be taking. */
  void dropTo(long liveBytes) {
    taken.set(Math.min(taken.get(), liveBytes));
  }
}
