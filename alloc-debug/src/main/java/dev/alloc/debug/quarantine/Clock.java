package dev.alloc.debug.quarantine;

import java.util.concurrent.atomic.AtomicInteger;

/** A time that all lanes share; it goes on each time some lane has taken a page of blocks. */
final class Clock {
  private static final int MASK = (1 << 24) - 1; // what a record has room for

  private final AtomicInteger time = new AtomicInteger();

  void tick() {
    time.incrementAndGet();
  }

  int now() {
    return time.getOpaque() & MASK;
  }

  /** Returns how long ago a time was. */
  int since(int earlier) {
    return (now() - earlier) & MASK;
  }
}
