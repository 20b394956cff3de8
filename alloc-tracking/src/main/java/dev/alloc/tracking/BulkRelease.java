package dev.alloc.tracking;

import dev.alloc.Allocator;
import dev.alloc.Mark;
import dev.alloc.tracking.site.Origin;
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
 * entered, by address and origin: what it finds changed when it is closed is no longer its. (A
 * later block of that thread at the same address is its as well.)
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
  void entered(int before, long address, long byteSize, Origin origin) {
    if (before != epoch || (before & 1) != 0) {
      enterAgain(address, byteSize, origin);
    }
    if (openMarks.get() != 0) {
      TrackingMark mark = newestMark();
      if (mark != null) {
        mark.add(address, origin.id());
      }
    }
  }

  private synchronized void enterAgain(long address, long byteSize, Origin origin) {
    if (records.table().insertMoved(address, byteSize, origin.id())) {
      records.notDropped(byteSize, origin);
    }
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // only written under the lock
  synchronized void reset(Allocator upstream, long retainBytes) {
    epoch++;
    try {
      upstream.reset(retainBytes);
      records.table().clear((_, byteSize, origin) -> records.dropped(byteSize, origin));
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
        (address, origin) -> {
          long byteSize = records.table().withdraw(address, origin);
          if (byteSize >= 0) {
            records.dropped(byteSize, origin);
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
