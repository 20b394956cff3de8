package dev.alloc.debug;

import java.util.concurrent.locks.StampedLock;

/**
 * Keeps a reset and all other calls apart, where the allocator below releases in bulk: a block that
 * another thread gets from it just then must be dropped with the others, or stay.
 */
record Gate(boolean closes, StampedLock lock) {
  private static final long OPEN = 0;

  /** Creates a gate; one that never closes costs nothing. */
  Gate(boolean closes) {
    this(closes, new StampedLock());
  }

  long enter() {
    return closes ? lock.readLock() : OPEN;
  }

  void leave(long stamp) {
    if (stamp != OPEN) {
      lock.unlockRead(stamp);
    }
  }

  void alone(Runnable action) {
    long stamp = lock.writeLock();
    try {
      action.run();
    } finally {
      lock.unlockWrite(stamp);
    }
  }
}
