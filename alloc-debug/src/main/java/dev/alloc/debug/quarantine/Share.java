package dev.alloc.debug.quarantine;

import dev.alloc.debug.table.Padding;

/**
 * How much a lane holds, and whose oldest block leaves when all hold too much: its own, unless
 * another lane has one that is much older. Changed under the lane's lock; others may look, and see
 * what was so a moment ago.
 */
final class Share extends Padding {
  private static final int MARGIN = 16; // of the clock: less than that is as old
  private static final int QUARTER_SHIFT = 2; // nor does a quarter make a difference
  private static final int MUCH_SHIFT = 2; // four times as old

  private final HeldTotal total;
  private final Clock clock;
  private final Share[] all;
  private final int self;
  private int donor;
  private long heldBytes;
  private long untold; // what the total does not know yet
  private int oldest; // the time of the last that left

  Share(HeldTotal total, Clock clock, Share[] all, int self) {
    this.total = total;
    this.clock = clock;
    this.all = all;
    this.self = self;
    this.donor = self;
  }

  /** Adds a block; returns whether there are too many now. */
  boolean add(long wholeBytes, boolean opensPage) {
    if (opensPage) {
      look();
    }
    if (heldBytes == 0) {
      oldest = clock.now();
    }
    change(wholeBytes);
    return excess(0) > 0;
  }

  /** Whether the blocks that leave are this lane's. */
  boolean isDonor() {
    return donor == self;
  }

  /** How many bytes leave at a time. */
  long batchBytes() {
    return Math.max(excess(0), total.batchBytes());
  }

  /** Removes a block. */
  void remove(long wholeBytes) {
    change(-wholeBytes);
  }

  /** Returns which of the lanes this is. */
  int number() {
    return self;
  }

  /** Returns how many lanes there are. */
  int lanes() {
    return all.length;
  }

  /** Tells how old the blocks are that leave now. */
  void leftUpTo(int time) {
    oldest = time;
  }

  private void change(long bytes) {
    if (total.holdsAnything()) {
      heldBytes += bytes;
      untold = total.tell(untold + bytes);
    }
  }

  /** Returns how many bytes are to leave if so many more come; 0 or less for none. */
  long excess(long more) {
    return total.excess(untold + more);
  }

  /** Returns the number of the lane whose oldest block leaves next. */
  int donor() {
    return donor;
  }

  int now() {
    return clock.now();
  }

  /** Chooses the donor until the next page is opened. */
  private void look() {
    clock.tick();
    int most = 0;
    donor = self;
    for (int other = 0; other < all.length; other++) {
      int age = all[other].age();
      if (age > most && age > tolerated(all[other])) {
        most = age;
        donor = other;
      }
    }
  }

  /**
   * How old another lane's blocks may be. Of one that has not much more, they may be so old that
   * its thread does not lose them whenever it has to wait for a processor.
   */
  private int tolerated(Share other) {
    int own = age();
    boolean hasMuch = other.heldBytes / 2 > heldBytes;
    return MARGIN + (hasMuch ? own + (own >> QUARTER_SHIFT) : own << MUCH_SHIFT);
  }

  private int age() {
    return heldBytes == 0 ? 0 : clock.since(oldest);
  }
}
