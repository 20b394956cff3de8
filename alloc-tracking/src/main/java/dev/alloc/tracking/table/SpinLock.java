package dev.alloc.tracking.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A lock for what takes less time than parking a thread, and calls nobody. */
@SuppressWarnings("UnusedVariable") // the lock is used through its handle
abstract class SpinLock {
  private static final int SPINS = 128;
  private static final VarHandle LOCK;

  static {
    try {
      LOCK = MethodHandles.lookup().findVarHandle(SpinLock.class, "lock", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private int lock;

  final void lock() {
    if (!LOCK.compareAndSet(this, 0, 1)) {
      lockContended();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // yielding is a courtesy, nothing relies on it
  private void lockContended() {
    int spins = 0;
    while ((int) LOCK.getOpaque(this) != 0 || !LOCK.compareAndSet(this, 0, 1)) {
      if (++spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield(); // its holder may be waiting for this processor
      }
    }
  }

  final void unlock() {
    LOCK.setRelease(this, 0);
  }
}
