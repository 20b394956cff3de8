package dev.alloc.counting;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts exactly, from any thread, without a word that all threads write.
 *
 * <p>A platform thread finds its own cell by its id. If the slot is another's, it takes the cell
 * over if that thread has ended, and else adds to a shared cell; ids are given out in sequence, so
 * that is rare. Virtual threads are too many and too short-lived to own anything: they add to the
 * shared cells. Cells are never dropped, so nothing counted is lost.
 *
 * <p>Counting does not fail: where memory for a cell cannot be had, a shared one will do.
 *
 * @param slots the cell of the thread whose id ends in these bits; never replaced, so that the JIT
 *     takes the array for a constant
 * @param shared the cells that nobody owns
 * @param cells all cells
 * @param failures the number of failed requests
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares counters
record Counters(Cell[] slots, Cell[] shared, List<Cell> cells, AtomicLong failures) {
  private static final int SLOTS = 1024; // 4 KiB an allocator; a power of two
  private static final int MAX_SHARED = 16; // likewise
  private static final Cell NOBODYS = new Cell(); // in free slots; never written

  Counters() {
    this(new Cell[SLOTS], new Cell[sharedCells()], new CopyOnWriteArrayList<>(), new AtomicLong());
    Arrays.fill(slots, NOBODYS);
    Arrays.setAll(shared, i -> new Cell());
    cells.addAll(List.of(shared));
  }

  void allocated(long byteSize) {
    Thread thread = Thread.currentThread();
    Cell cell = slots[slot(thread)];
    if (cell.isOwnedBy(thread)) {
      cell.allocated(byteSize);
    } else {
      allocatedElsewhere(thread, byteSize);
    }
  }

  void freed(long byteSize) {
    Thread thread = Thread.currentThread();
    Cell cell = slots[slot(thread)];
    if (cell.isOwnedBy(thread)) {
      cell.freed(byteSize);
    } else {
      freedElsewhere(thread, byteSize);
    }
  }

  void reallocated(long byteSize, long newByteSize) {
    Thread thread = Thread.currentThread();
    @Nullable Cell cell = own(thread);
    if (cell != null) {
      cell.reallocated(byteSize, newByteSize);
    } else {
      shared(thread).reallocatedShared(byteSize, newByteSize);
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
    for (Cell cell : cells) {
      counts = counts.plus(cell.frees());
    }
    for (Cell cell : cells) {
      counts = counts.plus(cell.allocations());
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
    shared[0].freedShared(blocks, bytes);
  }

  private static int slot(Thread thread) {
    return (int) thread.threadId() & (SLOTS - 1);
  }

  private Cell shared(Thread thread) {
    return shared[(int) thread.threadId() & (shared.length - 1)];
  }

  // Apart from their callers, which are to be inlined.
  private void allocatedElsewhere(Thread thread, long byteSize) {
    @Nullable Cell cell = own(thread);
    if (cell != null) {
      cell.allocated(byteSize);
    } else {
      shared(thread).allocatedShared(byteSize);
    }
  }

  private void freedElsewhere(Thread thread, long byteSize) {
    @Nullable Cell cell = own(thread);
    if (cell != null) {
      cell.freed(byteSize);
    } else {
      shared(thread).freedShared(1, byteSize);
    }
  }

  /** Returns the thread's own cell, or null if it cannot have one. */
  private @Nullable Cell own(Thread thread) {
    Cell cell = slots[slot(thread)];
    if (cell.isOwnedBy(thread)) {
      return cell;
    }
    if (thread.isVirtual() || cell.hasLiveOwner()) {
      return null;
    }
    try {
      return claim(thread);
    } catch (OutOfMemoryError noCell) {
      return null; // the shared cells were made beforehand
    }
  }

  private @Nullable Cell claim(Thread thread) {
    synchronized (slots) {
      Cell cell = slots[slot(thread)];
      if (cell.hasLiveOwner()) {
        return null; // it was faster
      }
      if (cell == NOBODYS) {
        cell = new Cell();
        cells.add(cell);
        slots[slot(thread)] = cell;
      }
      cell.setOwner(thread);
      return cell;
    }
  }

  private static int sharedCells() {
    int processors = Math.min(MAX_SHARED, Runtime.getRuntime().availableProcessors());
    return Integer.highestOneBit(2 * processors - 1); // the next power of two
  }
}
