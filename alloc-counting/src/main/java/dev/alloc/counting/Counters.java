package dev.alloc.counting;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts exactly, from any thread, without a word that all threads write.
 *
 * <p>A platform thread finds its own cell by its id. If that is another's, it takes the cell over
 * if that thread has ended, and else adds to a shared cell; ids are given out in sequence, so that
 * is rare. Virtual threads are too many and too short-lived to own anything: they add to the shared
 * cells. What was counted in a cell stays there, so nothing is lost.
 *
 * <p>All cells are made beforehand, so counting does not fail.
 *
 * @param words all cells, those for threads first; never replaced, so the JIT takes the array for a
 *     constant
 * @param owners the thread of each cell for threads; weak, for a thread must not live as long as we
 *     do; guarded by itself
 * @param used where the cells start in which something may have been counted
 * @param failures the number of failed requests
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares counters
record Counters(long[] words, Owner[] owners, List<Integer> used, AtomicLong failures) {
  static final int SLOTS = 256; // cells for threads, 32 KiB an allocator; a power of two
  static final int SHARED = sharedCells(); // cells for everybody; likewise

  /** A thread that owned a cell. */
  static final class Owner extends WeakReference<Thread> {
    Owner(Thread thread) {
      super(thread);
    }

    boolean isAlive() {
      Thread thread = get();
      return thread != null && thread.isAlive();
    }
  }

  Counters() {
    this(
        new long[(SLOTS + SHARED) * Cells.WORDS],
        new Owner[SLOTS],
        new CopyOnWriteArrayList<>(),
        new AtomicLong());
    for (int cell = 0; cell < SHARED; cell++) {
      used.add((SLOTS + cell) * Cells.WORDS);
    }
  }

  void allocated(long byteSize) {
    Thread thread = Thread.currentThread();
    int cell = cellOf(thread);
    if (isOwnedBy(cell, thread)) {
      Cells.allocated(words, cell, byteSize);
    } else {
      allocatedElsewhere(thread, byteSize);
    }
  }

  void freed(long byteSize) {
    Thread thread = Thread.currentThread();
    int cell = cellOf(thread);
    if (isOwnedBy(cell, thread)) {
      Cells.freed(words, cell, byteSize);
    } else {
      freedElsewhere(thread, byteSize);
    }
  }

  void reallocated(long byteSize, long newByteSize) {
    Thread thread = Thread.currentThread();
    if (owns(thread)) {
      Cells.reallocated(words, cellOf(thread), byteSize, newByteSize);
    } else {
      Cells.reallocatedShared(words, sharedCellOf(thread), byteSize, newByteSize);
    }
  }

  void failed() {
    failures.incrementAndGet();
  }

  /**
   * Returns what was counted, exactly if nobody is counting. Else what is live is never negative:
   * all frees are read before any allocation, and cells that came up in between are read as well.
   */
  Counts snapshot() {
    Counts counts = Counts.NONE;
    for (int cell : used) {
      counts = counts.plus(Cells.frees(words, cell));
    }
    for (int cell : used) {
      counts = counts.plus(Cells.allocations(words, cell));
    }
    return counts;
  }

  /** Counts as freed what is live beyond the given figures: it was dropped in bulk. */
  void dropTo(long liveBlocks, long liveBytes) {
    Counts now = snapshot();
    drop(Math.max(0, now.liveBlocks() - liveBlocks), Math.max(0, now.liveBytes() - liveBytes));
  }

  /** Counts as freed what was dropped in bulk. */
  void drop(long blocks, long bytes) {
    Cells.freedShared(words, SLOTS * Cells.WORDS, blocks, bytes);
  }

  static int cellOf(Thread thread) {
    return ((int) thread.threadId() & (SLOTS - 1)) * Cells.WORDS;
  }

  /**
   * Returns whether a thread may add as the owner of a cell, if it is that thread that asks. A
   * plain load will do: ids are not used again, nobody else stores that of a thread, and it stays
   * while the thread lives.
   */
  boolean isOwnedBy(int cell, Thread thread) {
    return words[cell + Cells.OWNER] == thread.threadId();
  }

  private static int sharedCellOf(Thread thread) {
    return (SLOTS + ((int) thread.threadId() & (SHARED - 1))) * Cells.WORDS;
  }

  // Apart from their callers, which are to be inlined.
  private void allocatedElsewhere(Thread thread, long byteSize) {
    if (owns(thread)) {
      Cells.allocated(words, cellOf(thread), byteSize);
    } else {
      Cells.allocatedShared(words, sharedCellOf(thread), byteSize);
    }
  }

  private void freedElsewhere(Thread thread, long byteSize) {
    if (owns(thread)) {
      Cells.freed(words, cellOf(thread), byteSize);
    } else {
      Cells.freedShared(words, sharedCellOf(thread), 1, byteSize);
    }
  }

  /** Returns whether the thread owns its cell, which it takes over if it can. */
  private boolean owns(Thread thread) {
    int cell = cellOf(thread);
    if (isOwnedBy(cell, thread)) {
      return true;
    }
    if (thread.isVirtual()) {
      return false;
    }
    try {
      return claim(cell, thread);
    } catch (OutOfMemoryError noOwner) {
      return false; // a shared cell will do
    }
  }

  /**
   * Takes a cell over whose owner, if any, has ended. All that wrote is visible then: a thread's
   * actions happen before {@link Thread#isAlive} is false.
   */
  private boolean claim(int cell, Thread thread) {
    int slot = cell / Cells.WORDS;
    synchronized (owners) {
      @Nullable Owner last = owners[slot];
      if (last != null && last.isAlive()) {
        return false;
      }
      Owner owner = new Owner(thread);
      if (last == null) {
        used.add(cell);
      }
      owners[slot] = owner;
      words[cell + Cells.OWNER] = thread.threadId();
      return true;
    }
  }

  private static int sharedCells() {
    int processors = Math.min(16, Runtime.getRuntime().availableProcessors());
    return Integer.highestOneBit(2 * processors - 1); // the next power of two
  }
}
