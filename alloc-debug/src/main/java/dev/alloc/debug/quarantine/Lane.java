package dev.alloc.debug.quarantine;

import dev.alloc.debug.guard.Guards;
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
  /** Instead of a position: there is none. */
  public static final long NONE = -1;

  /** Instead of a position: that is no live block of that size, or a damaged or a large one. */
  public static final long REFUSED = -2;

  /** Instead of a position: there is no memory for a record, unless others leave. */
  public static final long FULL = -3;

  private static final int WARMED = 8; // blocks at once, a power of two

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
   * {@link #hold} it, or to {@link #cancel}. If others have to leave for it, the first of them is
   * the caller's, too, see {@link #leaver}.
   *
   * @param memory all memory, by address
   * @param address where its bytes begin
   * @param byteSize how many bytes it should have
   * @param site where it is freed
   * @return the position of its record, or {@link #REFUSED} or {@link #FULL}, and nothing has
   *     changed then
   */
  public long admit(MemorySegment memory, long address, long byteSize, int site) {
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
      if (wholeBytes > mostWholeBytes || !areGuardsIntact(memory, page, at)) {
        table.restore(page, at, true);
        return REFUSED;
      }
      boolean opensPage = Ring.startsPage(position);
      long leaver = NONE;
      if (share.add(wholeBytes, opensPage)) {
        leaver = next();
        if (position % WARMED == 0) {
          warmer.warm(memory, ring, next + WARMED, next + 2 * WARMED);
        }
      }
      ring.push(leaver, site, share.now(), Ring.CLAIMED);
      return position;
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
   * Returns who leaves for a claimed block.
   *
   * @param position of the claimed block
   * @return the position of another, which the caller is to give back; or {@link #NONE}
   */
  public long leaver(long position) {
    return ring.leaver(position);
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
      ring.setState(position, Ring.GONE);
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
      Entry.set(block, ring.page(position), Ring.at(position));
      share.add(block.wholeBytes(), Ring.startsPage(position));
      ring.push(block.freedBy(), block.freeSite(), share.now(), Ring.HELD);
      return true;
    } finally {
      release();
    }
  }

  /**
   * Takes the oldest block that waits, for the caller to give back.
   *
   * @return the position of its record, to be read until {@link #gone}; or {@link #NONE}
   */
  public long leave() {
    acquire();
    try {
      return next();
    } finally {
      release();
    }
  }

  private long next() {
    next = Math.max(next, ring.tail());
    while (next < ring.head()) {
      int state = ring.state(next);
      if (state == Ring.CLAIMED) {
        return NONE; // so few are here that its owner has not come to fill it
      }
      long position = next++;
      if (state == Ring.HELD) {
        ring.setState(position, Ring.LEAVING);
        share.left(Entry.wholeBytes(ring.page(position), at(position)), ring.time(position));
        return position;
      }
    }
    return NONE;
  }

  /**
   * Forgets a block that was given back.
   *
   * @param position of its record
   */
  public void gone(long position) {
    ring.setState(position, Ring.GONE);
  }

  /**
   * Lets a block wait again that was about to leave, because it was refused below; its record is
   * not to be read any more. Without memory for a new one, the block is lost.
   *
   * @param position of its record
   */
  public void stay(long position) {
    Block block = block(position);
    gone(position);
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
   * Returns the block of a record that the caller owns.
   *
   * @param position of the record
   * @return the block
   */
  public Block block(long position) {
    return ring.block(position);
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
          Block block = ring.block(at);
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
        if (ring.state(at) == Ring.HELD) {
          Block block = ring.block(at);
          if (test.test(block)) {
            share.remove(block.wholeBytes());
            ring.setState(at, Ring.GONE);
            dropped.add(block);
          }
        }
      }
    } finally {
      release();
    }
  }
}
