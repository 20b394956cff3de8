package dev.alloc.tracking.table;

import java.util.concurrent.atomic.AtomicLong;

/** Where tables get their arrays from, up to a limit. */
public final class TableMemory {
  private final long limit;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong peak = new AtomicLong();
  private volatile boolean tight; // the last request was refused

  /**
   * Creates memory for one table.
   *
   * @param limit most bytes to have at once, those of arrays being copied included
   */
  public TableMemory(long limit) {
    this.limit = limit;
  }

  /**
   * Returns an array of zeros.
   *
   * @param unlimited whether the limit does not hold for it
   */
  long[] take(int length, boolean unlimited) {
    long bytes = (long) length * Long.BYTES;
    if (taken.addAndGet(bytes) > limit && !unlimited) {
      taken.addAndGet(-bytes);
      throw refused("the records may take %d bytes".formatted(limit));
    }
    try {
      long[] array = new long[length];
      peak.accumulateAndGet(taken.get(), Math::max); // both arrays of a growing stripe
      tight &= unlimited; // what is exempt from the limit says nothing of it
      return array;
    } catch (OutOfMemoryError noArray) {
      taken.addAndGet(-bytes);
      tight = true;
      throw noArray;
    }
  }

  /** Counts in what can be done without; returns false if half the room is used. */
  boolean takeIfEasy(long bytes) {
    long now = taken.get();
    while (now + bytes <= limit / 2) {
      if (taken.compareAndSet(now, now + bytes)) {
        peak.accumulateAndGet(now + bytes, Math::max);
        return true;
      }
      now = taken.get();
    }
    return false;
  }

  void giveBackBytes(long bytes) {
    taken.addAndGet(-bytes);
  }

  /** Returns the error of a table that cannot grow, to be thrown. */
  OutOfMemoryError refused(String why) {
    tight = true;
    return new OutOfMemoryError(why);
  }

  boolean isTight() {
    return tight;
  }

  void giveBack(int length) {
    taken.addAndGet(-(long) length * Long.BYTES);
  }

  /**
   * Returns the memory in use.
   *
   * @return bytes
   */
  public long bytes() {
    return taken.get();
  }

  /**
   * Returns the most memory that was in use at once, arrays being copied included.
   *
   * @return bytes
   */
  public long peakBytes() {
    return peak.get();
  }

  void forgetPeak() {
    peak.set(taken.get());
  }
}
