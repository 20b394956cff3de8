package dev.alloc.debug.quarantine;

import dev.alloc.debug.guard.Home;
import dev.alloc.debug.table.Block;
import dev.alloc.debug.table.Entry;
import dev.alloc.debug.table.Padding;
import java.util.List;
import java.util.function.Predicate;

/**
 * A lane's blocks, first in, first out: those on their way in, those that wait, and those on their
 * way out. Used under the lane's lock.
 */
final class Fifo extends Padding {
  private final Ring ring;
  private final Share share;
  private final Warmer warmer = new Warmer();
  private final long[] lent; // where each other lane takes blocks, in a page it has for itself
  private long lentEnd; // where the last of these pages ends
  private long next; // position of the oldest that may be held

  Fifo(Ring ring, Share share) {
    this.ring = ring;
    this.share = share;
    this.lent = new long[share.lanes()];
  }

  Ring ring() {
    return ring;
  }

  Share share() {
    return share;
  }

  /** Makes room for a record; returns false if there is no memory for it. */
  boolean reserve() {
    return ring.reserve(share);
  }

  /** Fetches one of those blocks that will leave next. */
  void warm(Home home) {
    warmer.warm(home, ring, next);
  }

  /** Takes what leaves for a block that has come. */
  long leaveForOne() {
    return share.isDonor() ? leave(share.batchBytes()) : Batch.NONE;
  }

  /** Takes the oldest blocks that wait. */
  long leave(long bytes) {
    next = passed(Math.max(next, ring.tail()), ring.head());
    if (next == ring.head()) {
      return Batch.NONE;
    }
    share.leftUpTo(Ring.time(ring.page(next)));
    long batch = take(next, bytes);
    next += Batch.count(batch);
    return batch;
  }

  /**
   * Takes blocks that make room in another lane: from a page that nobody else takes any from. Else
   * neighbouring blocks would come to two threads, which then write to the same cache lines for as
   * long as they run.
   */
  long lend(Home home, int borrower, long bytes) {
    next = Math.max(next, ring.tail());
    long from = lent[borrower];
    if (Ring.startsPage(from) || from < next) {
      from = Math.max(lentEnd, Ring.nextPage(Ring.nextPage(next)));
      lentEnd = Ring.nextPage(from);
    }
    if (Ring.nextPage(from) > ring.head()) { // there is little left, or its thread has ended
      lent[borrower] = 0;
      lentEnd = 0;
      return leave(bytes);
    }
    from = passed(from, Ring.nextPage(from));
    long batch = Ring.startsPage(from) ? Batch.NONE : take(from, bytes);
    lent[borrower] = from + Batch.count(batch);
    ring.leaveEarly(from, Batch.count(batch));
    warmer.warmAll(home, ring, from + Batch.count(batch), Batch.MOST);
    return batch == Batch.NONE ? leave(bytes) : batch;
  }

  /** Returns the first position from one on whose block is not gone or about to be. */
  private long passed(long from, long end) {
    long at = from;
    while (at < end && ring.isPassed(at)) {
      at++;
    }
    return at;
  }

  /** Takes what waits from a position on, to the end of its page at most. */
  private long take(long first, long bytes) {
    long[] page = ring.page(first);
    int at = Ring.at(first);
    int most = Math.min(ring.run(first), Batch.MOST);
    int count = 0;
    long found = 0;
    // one that is claimed ends it: so few are here that its owner has not come to fill it
    while (count < most && found < bytes && Ring.state(page, at) == Ring.HELD) {
      found += Entry.wholeBytes(page, at);
      at = Ring.next(at);
      count++;
    }
    share.remove(found);
    return Batch.of(first, count);
  }

  /** Adds the blocks from a position on that are not gone and pass a test, the newest first. */
  void find(long from, Predicate<Block> test, List<Block> found) {
    for (long at = ring.head() - 1; at >= Math.max(from, ring.tail()); at--) {
      if (ring.state(at) != Ring.GONE) {
        Block block = ring.block(at, at < next);
        if (test.test(block)) {
          found.add(block);
        }
      }
    }
  }

  /** Drops the blocks from a position on that wait and pass a test, and adds them. */
  void drop(long from, Predicate<Block> test, List<Block> dropped) {
    for (long at = ring.head() - 1; at >= Math.max(from, Math.max(next, ring.tail())); at--) {
      if (ring.state(at) == Ring.HELD) {
        Block block = ring.block(at, false);
        if (test.test(block)) {
          share.remove(block.wholeBytes());
          Lane.gone(ring.page(at), Ring.at(at));
          dropped.add(block);
        }
      }
    }
  }
}
