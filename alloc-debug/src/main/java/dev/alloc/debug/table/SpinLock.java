package dev.alloc.debug.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A lock for a few dozen instructions; what is done under it takes less time than to park. */
public abstract class SpinLock extends Padding {
  private static final int ROUNDS_BEFORE_YIELD = 100;
  private static final VarHandle HELD;

  static {
    try {
      HELD = MethodHandles.lookup().findVarHandle(SpinLock.class, "held", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // through the handle
  private boolean held;

  /** Creates a lock that nobody has. */
  protected SpinLock() {}

  /** Takes the lock, which the calling thread must not have. */
  public final void acquire() {
    if (!HELD.compareAndSet(this, false, true)) {
      await();
    }
  }

  /** Gives the lock back. */
  public final void release() {
    HELD.setRelease(this, false);
  }

  @SuppressWarnings("ThreadPriorityCheck") // its holder may be waiting for this processor
  private void await() {
    for (int round = 1; !HELD.weakCompareAndSetAcquire(this, false, true); round++) {
      if (round % ROUNDS_BEFORE_YIELD == 0) {
        Thread.yield();
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
