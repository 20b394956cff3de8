package dev.alloc.debug.quarantine;

import dev.alloc.debug.guard.Guards;
import dev.alloc.debug.guard.Home;
import dev.alloc.debug.table.Block;
import dev.alloc.debug.table.BlockTable;
import dev.alloc.debug.table.Entry;
import dev.alloc.debug.table.SpinLock;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Predicate;

/**
 * One queue of blocks that wait, with those on their way in and out of it. Safe for threads.
 *
 * <p>A block goes from claimed to held to leaving to gone. Whoever frees it, or has been told to
 * give it back, owns its record from then on, and alone moves it on.
 */
public final class Lane extends SpinLock {
  /** Instead of a position: that is no live block of that size, or a damaged or a large one. */
  public static final long REFUSED = -1;

  /** Instead of a position: there is no memory for a record, unless others leave. */
  public static final long FULL = -2;

  /** Added to a position: others have to leave. */
  public static final long CROWDED = 1L << 62;

  private final Ring ring;
  private final BlockTable table;
  private final Share share;
  private final Warmer warmer = new Warmer();
  private final long mostWholeBytes; // of a block that is admitted
  private long next; // position of the oldest that may be held

  Lane(Ring ring, BlockTable table, Share share, long mostWholeBytes) {
    this.ring = ring;
    this.table = table;
    this.share = share;
    this.mostWholeBytes = mostWholeBytes;
  }

  /**
   * Claims a live block whose guards are intact, and moves it here from the table; the caller is to
   * {@link #hold} it, or to {@link #cancel}. If others have to leave for it, the first of them are
   * the caller's, too, see {@link #batch}.
   *
   * @param home where blocks are
   * @param address where its bytes begin
   * @param byteSize how many bytes it should have
   * @param site where it is freed
   * @return the position of its record, perhaps with {@link #CROWDED}; or {@link #REFUSED} or
   *     {@link #FULL}, and nothing has changed then
   */
  public long admit(Home home, long address, long byteSize, int site) {
    acquire();
    try {
      if (!ring.reserve()) {
        return FULL;
      }
      long position = ring.head();
      long[] page = ring.page(position);
      int at = Ring.at(position);
      if (!table.remove(address, byteSize, page, at, true)) {
        return REFUSED;
      }
      long wholeBytes = Entry.wholeBytes(page, at);
      if (wholeBytes > mostWholeBytes || !areGuardsIntact(home.memory(), page, at)) {
        table.restore(page, at, true);
        return REFUSED;
      }
      long crowded = 0;
      long batch = Batch.NONE;
      if (share.add(wholeBytes, Ring.startsPage(position))) {
        crowded = CROWDED;
        if (share.isDonor()) {
          batch = next(share.batchBytes());
          warmer.warm(home, ring, next);
        }
      }
      ring.push(page, at, batch, site, share.now(), Ring.CLAIMED);
      return position | crowded;
    } finally {
      release();
    }
  }

  private static boolean areGuardsIntact(MemorySegment memory, long[] page, int at) {
    return Guards.firstBad(
            memory, Entry.address(page, at), Entry.byteSize(page, at), Entry.shift(page, at))
        == Guards.INTACT;
  }

  /**
   * Returns which blocks leave for a claimed one.
   *
   * @param position of the claimed block, one of {@link #CROWDED}
   * @return a {@link Batch}, which the caller is to give back
   */
  public long batch(long position) {
    return ring.batch(position);
  }

  /**
   * Lets a claimed block wait that is filled.
   *
   * @param position of its record
   * @param thread the id of who frees it
   */
  public void hold(long position, long thread) {
    ring.hold(position, thread);
  }

  /**
   * Makes a claimed block live again.
   *
   * @param position of its record
   */
  public void cancel(long position) {
    acquire();
    try {
      table.restore(page(position), at(position), true);
      share.remove(Entry.wholeBytes(page(position), at(position)));
      gone(page(position), at(position));
    } finally {
      release();
    }
  }

  /**
   * Adds a block that was freed.
   *
   * @param block the block, with where and by whom
   * @return false if there is no memory for its record
   */
  public boolean add(Block block) {
    acquire();
    try {
      if (!ring.reserve()) {
        return false;
      }
      long position = ring.head();
      long[] page = ring.page(position);
      Entry.set(block, page, at(position));
      share.add(block.wholeBytes(), Ring.startsPage(position));
      ring.push(page, at(position), block.freedBy(), block.freeSite(), share.now(), Ring.HELD);
      return true;
    } finally {
      release();
    }
  }

  /**
   * Takes the oldest blocks that wait, for the caller to give back.
   *
   * @param bytes how many bytes are to leave, at least
   * @return a {@link Batch}; perhaps of fewer bytes
   */
  public long leave(long bytes) {
    acquire();
    try {
      return next(bytes);
    } finally {
      release();
    }
  }

  private long next(long bytes) {
    next = Math.max(next, ring.tail());
    while (next < ring.head() && ring.state(next) == Ring.GONE) {
      next++;
    }
    long first = next;
    if (first == ring.head()) {
      return Batch.NONE;
    }
    long[] page = ring.page(first);
    int at = at(first);
    int time = Ring.time(page, at);
    int most = Math.min(ring.run(first), Batch.MOST);
    int count = 0;
    long found = 0;
    // one that is claimed ends it: so few are here that its owner has not come to fill it
    while (count < most && found < bytes && Ring.state(page, at) == Ring.HELD) {
      found += Entry.wholeBytes(page, at);
      at = Ring.next(at);
      count++;
    }
    next = first + count;
    share.left(found, time);
    return Batch.of(first, count);
  }

  /**
   * Forgets a block that was given back.
   *
   * @param page with its record
   * @param at where that begins
   */
  public static void gone(long[] page, int at) {
    Ring.setState(page, at, Ring.GONE);
  }

  /**
   * Lets a block wait again that was about to leave, because it was refused below; its record is
   * not to be read any more. Without memory for a new one, the block is lost.
   *
   * @param position of its record
   */
  public void stay(long position) {
    Block block = block(position);
    gone(page(position), at(position));
    add(block);
  }

  /**
   * Returns the words among which a record is that the caller owns.
   *
   * @param position of the record
   * @return the words; its {@link Entry} begins at {@link #at}
   */
  public long[] page(long position) {
    return ring.page(position);
  }

  /**
   * Returns where in its page the entry of a record begins.
   *
   * @param position of the record
   * @return the index of its first word
   */
  public static int at(long position) {
    return Ring.at(position);
  }

  /**
   * Returns where the next record of a batch begins.
   *
   * @param at where one begins
   * @return the index of the first word of the next
   */
  public static int next(int at) {
    return Ring.next(at);
  }

  /**
   * Returns the block of a record that the caller owns.
   *
   * @param position of the record
   * @return the block
   */
  public Block block(long position) {
    return ring.block(position, true);
  }

  /**
   * Returns how many bytes are to leave if so many more come.
   *
   * @param more how many
   * @return bytes; 0 or less for none
   */
  public long excess(long more) {
    return share.excess(more);
  }

  int donor() {
    return share.donor();
  }

  long head() {
    acquire();
    try {
      return ring.head();
    } finally {
      release();
    }
  }

  /** Adds the blocks from a position on that are not gone and pass a test, the newest first. */
  void find(long from, Predicate<Block> test, List<Block> found) {
    acquire();
    try {
      for (long at = ring.head() - 1; at >= Math.max(from, ring.tail()); at--) {
        if (ring.state(at) != Ring.GONE) {
          Block block = ring.block(at, at < next);
          if (test.test(block)) {
            found.add(block);
          }
        }
      }
    } finally {
      release();
    }
  }

  /** Drops the blocks from a position on that wait and pass a test, and adds them. */
  void drop(long from, Predicate<Block> test, List<Block> dropped) {
    acquire();
    try {
      for (long at = ring.head() - 1; at >= Math.max(from, ring.tail()); at--) {
        if (ring.state(at) == Ring.HELD && at >= next) {
          Block block = ring.block(at, false);
          if (test.test(block)) {
            share.remove(block.wholeBytes());
            gone(page(at), at(at));
            dropped.add(block);
          }
        }
      }
    } finally {
      release();
    }
  }
}
