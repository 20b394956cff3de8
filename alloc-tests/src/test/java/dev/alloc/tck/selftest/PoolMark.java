package dev.alloc.tck.selftest;

import dev.alloc.Mark;
import java.lang.foreign.Arena;
import org.jspecify.annotations.Nullable;

/** A state of a pool to go back to. */
class PoolMark implements Mark {
  static final PoolMark NONE = new PoolMark();

  private final @Nullable Pool pool;
  final PoolMark below;
  final Cursor cursorBefore;
  final Arena lifetimeBefore;
  final long serial;
  final int epoch;
  private boolean closed;

  private PoolMark() {
    this.pool = null;
    this.below = this;
    this.cursorBefore = Cursor.NONE;
    this.lifetimeBefore = Arena.global();
    this.serial = 0;
    this.epoch = 0;
  }

  PoolMark(Pool pool, Arena lifetime) {
    this.pool = pool;
    this.below = pool.top;
    this.cursorBefore = new Cursor(pool.cursor());
    this.lifetimeBefore = lifetime;
    this.serial = pool.serial;
    this.epoch = pool.epoch;
  }

  @Override
  public final void close() {
    if (closed || pool == null) {
      return;
    }
    synchronized (pool) {
      pool.ensureOpen();
      if (mayClose(pool)) {
        pool.rewind(this);
      }
    }
    closed = true;
  }

  /** Called when the pool has gone back to here. */
  void rewound() {}

  /** Refuses a mark whose turn it is not. */
  @SuppressWarnings("ReferenceEquality") // it is itself
  boolean mayClose(Pool pool) {
    if (epoch != pool.epoch) {
      throw new IllegalStateException(pool.name() + ": this mark is from before the last reset");
    }
    if (pool.top != this) {
      throw new IllegalStateException(pool.name() + ": a mark made later is open");
    }
    return true;
  }
}
