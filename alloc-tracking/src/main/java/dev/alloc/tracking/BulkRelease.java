package dev.alloc.tracking;

import dev.alloc.Allocator;
import dev.alloc.Mark;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Drops records when the allocator below drops blocks.
 *
 * <p>A reset clears the table after the allocator below was reset. A block that another thread gets
 * meanwhile may be entered too early and cleared; so who has entered one looks whether there was a
 * reset since before it asked for the block, and then, once it is over, enters it again.
 *
 * <p>A mark belongs to its thread, as those of {@code arena} do, and lists what that thread
 * entered, by address and tag: what it finds changed when it is closed is no longer its.
 */
final class BulkRelease {
  private final Records records;
  private final AtomicInteger openMarks = new AtomicInteger();

  @SuppressWarnings("ThreadLocalUsage") // a thread has marks of several allocators
  private final ThreadLocal<@Nullable TrackingMark> newest = new ThreadLocal<>();

  private volatile int epoch; // odd while a reset is under way

  BulkRelease(Records records) {
    this.records = records;
  }

  /** To be asked before the allocator below is asked for a block. */
  int epoch() {
    return epoch;
  }

  /**
   * To be told of each block at a new address.
   *
   * @param before the epoch before the allocator below was asked
   */
  void entered(int before, long address, long byteSize, long tag) {
    if (before != epoch || (before & 1) != 0) {
      enterAgain(address, byteSize, tag);
    }
    if (openMarks.get() != 0) {
      TrackingMark mark = newestMark();
      if (mark != null) {
        mark.add(address, tag);
      }
    }
  }

  private synchronized void enterAgain(long address, long byteSize, long tag) {
    if (records.table().insertMoved(address, byteSize, tag)) {
      records.notDropped(byteSize, tag);
    }
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // only written under the lock
  synchronized void reset(Allocator upstream, long retainBytes) {
    epoch++;
    try {
      upstream.reset(retainBytes);
      records.table().clear((_, byteSize, tag) -> records.dropped(byteSize, tag));
    } finally {
      epoch++;
    }
  }

  Mark mark(Mark below) {
    TrackingMark mark = new TrackingMark(this, records.table(), below, newestMark(), epoch);
    newest.set(mark);
    openMarks.incrementAndGet();
    return mark;
  }

  void rewound(TrackingMark mark) {
    newest.set(mark.older());
    openMarks.decrementAndGet();
    mark.forEach(
        (address, tag) -> {
          long byteSize = records.table().removeTagged(address, tag);
          if (byteSize >= 0) {
            records.dropped(byteSize, tag);
          }
        });
  }

  /** The calling thread's newest mark that no reset has made void. */
  private @Nullable TrackingMark newestMark() {
    TrackingMark mark = newest.get();
    while (mark != null && mark.epoch() != epoch) {
      openMarks.decrementAndGet();
      mark = mark.older();
      newest.set(mark);
    }
    return mark;
  }
}
