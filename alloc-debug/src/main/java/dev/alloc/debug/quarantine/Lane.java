package dev.alloc.debug.quarantine;

import dev.alloc.debug.guard.Guards;
import dev.alloc.debug.guard.Home;
import dev.alloc.debug.guard.Layout;
import dev.alloc.debug.table.Block;
import dev.alloc.debug.table.Entry;
import dev.alloc.debug.table.Slots;
import dev.alloc.debug.table.Stripe;
import java.util.List;
import java.util.function.Predicate;

/**
 * One queue of blocks that wait, of those threads whose live blocks are in one stripe of the table,
 * whose lock it shares. Safe for threads.
 *
 * <p>A block goes from claimed to held to leaving to gone. Whoever frees it, or has been told to
 * give it back, owns its record from then on, and alone moves it on.
 */
public final class Lane {
  /** Instead of a position: there is no such live block here. */
  public static final long ABSENT = -1;

  /** Instead of a position: that block is damaged or large. */
  public static final long REFUSED = -2;

  /** Instead of a position: there is no memory for a record, unless others leave. */
  public static final long FULL = -3;

  /** Instead of a position: the block waits already. */
  public static final long SETTLED = -4;

  /** Added to a position: others have to leave. */
  public static final long CROWDED = 1L << 62;

  private final Stripe stripe;
  private final Fifo fifo;
  private final Ring ring;
  private final Share share;
  private final Home home;
  private final Guards guards;
  private final boolean settles;
  private final long mostWholeBytes; // of a block that is admitted

  Lane(Stripe stripe, Fifo fifo, Terms terms) {
    this.stripe = stripe;
    this.fifo = fifo;
    this.ring = fifo.ring();
    this.share = fifo.share();
    this.home = terms.home();
    this.guards = terms.guards();
    this.settles = terms.settles();
    this.mostWholeBytes = terms.limits().mostSmall();
  }

  /**
   * Moves a live block whose guards are intact here from the table. Most settle at once. If others
   * have to leave for it, or more has to be done, it is claimed; the caller is to {@link #hold} it,
   * or to {@link #cancel}, and the first of those that leave are the caller's, too, see {@link
   * #batch}.
   *
   * @param address where its bytes begin
   * @param byteSize how many bytes it should have
   * @param site where it is freed
   * @param thread the id of who frees it
   * @return the position of its record, perhaps with {@link #CROWDED}; or {@link #SETTLED}; or
   *     {@link #ABSENT}, {@link #REFUSED} or {@link #FULL}, and nothing has changed then
   */
  public long admit(long address, long byteSize, int site, long thread) {
    stripe.acquire();
    try {
      Slots slots = stripe.slots(address);
      int slot = slots.find(address, byteSize);
      if (slot == Slots.NONE) {
        return ABSENT;
      }
      fifo.warm(home);
      int shift = Entry.shift(slots.words(), slot);
      long wholeBytes = Layout.whole(byteSize, shift);
      if (wholeBytes > mostWholeBytes
          || Guards.firstBad(home.memory(), address, byteSize, shift) != Guards.INTACT) {
        return REFUSED;
      }
      if (!fifo.reserve()) {
        return FULL;
      }
      long position = ring.head();
      long[] page = ring.page(position);
      int at = Ring.at(position);
      slots.moveOut(slot, page, at);
      stripe.countFreedHere(byteSize);
      boolean isCrowded = share.add(wholeBytes, Ring.startsPage(position));
      if (settles && !isCrowded) {
        guards.fillFreed(home.memory(), address, byteSize);
        ring.pushHeld(page, at, site, thread);
        return SETTLED;
      }
      ring.pushClaimed(page, at, site, isCrowded ? fifo.leaveForOne() : Batch.NONE);
      return isCrowded ? position | CROWDED : position;
    } finally {
      stripe.release();
    }
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
   * @param site where it is freed
   * @param thread the id of who frees it
   */
  public void hold(long position, int site, long thread) {
    ring.hold(position, site, thread);
  }

  /**
   * Makes a claimed block live again.
   *
   * @param position of its record
   */
  public void cancel(long position) {
    stripe.acquire();
    try {
      stripe.undoFree(page(position), at(position));
      share.remove(Entry.wholeBytes(page(position), at(position)));
      gone(page(position), at(position));
    } finally {
      stripe.release();
    }
  }

  /**
   * Adds a block that was freed.
   *
   * @param block the block, with where and by whom
   * @return false if there is no memory for its record
   */
  public boolean add(Block block) {
    stripe.acquire();
    try {
      if (!fifo.reserve()) {
        return false;
      }
      long position = ring.head();
      long[] page = ring.page(position);
      Entry.set(block, page, at(position));
      share.add(block.wholeBytes(), Ring.startsPage(position));
      ring.pushHeld(page, at(position), block.freeSite(), block.freedBy());
      return true;
    } finally {
      stripe.release();
    }
  }

  /**
   * Takes the oldest blocks that wait, for the caller to give back.
   *
   * @param bytes how many bytes are to leave, at least
   * @return a {@link Batch}; perhaps of fewer bytes
   */
  public long leave(long bytes) {
    stripe.acquire();
    try {
      return fifo.leave(bytes);
    } finally {
      stripe.release();
    }
  }

  /**
   * Takes old blocks that make room for one of another lane.
   *
   * @param borrower the other lane; may be this one
   * @param bytes how many bytes are to leave, at least
   * @return a {@link Batch}; perhaps of fewer bytes
   */
  public long leaveFor(Lane borrower, long bytes) {
    stripe.acquire();
    try {
      return borrower == this
          ? fifo.leave(bytes)
          : fifo.lend(home, borrower.share.number(), Math.max(bytes, share.batchBytes()));
    } finally {
      stripe.release();
    }
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
    stripe.acquire();
    try {
      return ring.head();
    } finally {
      stripe.release();
    }
  }

  /** Adds the blocks from a position on that are not gone and pass a test, the newest first. */
  void find(long from, Predicate<Block> test, List<Block> found) {
    stripe.acquire();
    try {
      fifo.find(from, test, found);
    } finally {
      stripe.release();
    }
  }

  /** Drops the blocks from a position on that wait and pass a test, and adds them. */
  void drop(long from, Predicate<Block> test, List<Block> dropped) {
    stripe.acquire();
    try {
      fifo.drop(from, test, dropped);
    } finally {
      stripe.release();
    }
  }
}
