package dev.alloc.debug.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The records of one stripe, by number, in pages that never move. Changed under the stripe's lock;
 * the record of a claimed block may be read without it by who has claimed it.
 */
final class Records {
  static final int NONE = -1;

  // Words of a record.
  static final int ADDRESS = 0;
  static final int BYTE_SIZE = 1;
  static final int STATE = 2; // and, from bit 8 on, the exponent of the alignment
  static final int SITES = 3; // of the allocation above, of the free below
  static final int ALLOCATED_BY = 4;
  static final int FREED_BY = 5;
  static final int NEXT = 6; // in the queue of held blocks, or of unused records
  static final int WHOLE_BYTES = 7;

  // What is being done with a block: the lowest byte of its state.
  static final int LIVE = 1;
  static final int CLAIMED = 2;
  static final int HELD = 3;
  static final int LEAVING = 4;
  static final int DROPPED = 5; // and still in the queue
  private static final int GONE = 6; // who has taken it out does not read it any more

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int BYTE_BITS = 8;
  private static final int BYTE_MASK = (1 << BYTE_BITS) - 1;
  private static final int SERIAL_SHIFT = 2 * BYTE_BITS;
  private static final int WORDS_SHIFT = 3;
  private static final int PAGE_SHIFT = 5; // records a page: 2 KiB
  private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;

  private final TableMemory memory;
  private volatile long[][] pages = new long[0][];
  private int made;
  private int unused = NONE;
  private int firstLeaving = NONE; // those that were taken out, in that order
  private int lastLeaving = NONE;

  Records(TableMemory memory) {
    this.memory = memory;
  }

  long get(int id, int word) {
    return pages[id >>> PAGE_SHIFT][((id & PAGE_MASK) << WORDS_SHIFT) + word];
  }

  void set(int id, int word, long value) {
    pages[id >>> PAGE_SHIFT][((id & PAGE_MASK) << WORDS_SHIFT) + word] = value;
  }

  int state(int id) {
    return (int) get(id, STATE) & BYTE_MASK;
  }

  void setState(int id, int state) {
    set(id, STATE, (get(id, STATE) & ~BYTE_MASK) | state);
  }

  int shift(int id) {
    return (int) (get(id, STATE) >>> BYTE_BITS) & BYTE_MASK;
  }

  long serial(int id) {
    return get(id, STATE) >>> SERIAL_SHIFT;
  }

  /** Returns the page that a record is in; it never moves. */
  long[] page(int id) {
    return pages[id >>> PAGE_SHIFT];
  }

  /** Returns where in its page a record begins. */
  static int start(int id) {
    return (id & PAGE_MASK) << WORDS_SHIFT;
  }

  static long liveState(long serial, int shift) {
    return (serial << SERIAL_SHIFT) | ((long) shift << BYTE_BITS) | LIVE;
  }

  /** Takes a record out, for the caller to read until it says that it is {@link #gone}. */
  void leave(int id) {
    setState(id, LEAVING);
    set(id, NEXT, NONE);
    if (lastLeaving == NONE) {
      firstLeaving = id;
    } else {
      set(lastLeaving, NEXT, id);
    }
    lastLeaving = id;
  }

  /** Lets a record that was taken out be used again; without the lock. */
  void gone(int id) {
    WORDS.setRelease(page(id), start(id) + STATE, (long) GONE);
  }

  /** Returns a copy of a record that was taken out, which is gone then. */
  int copyOfLeaving(int id) {
    int copy = take();
    System.arraycopy(page(id), start(id), page(copy), start(copy), 1 << WORDS_SHIFT);
    gone(id);
    return copy;
  }

  /** Takes back the oldest of those that were taken out, if its reader has gone. */
  private void reclaim() {
    int id = firstLeaving;
    if (id != NONE && (long) WORDS.getAcquire(page(id), start(id) + STATE) == GONE) {
      firstLeaving = (int) get(id, NEXT);
      lastLeaving = firstLeaving == NONE ? NONE : lastLeaving;
      giveBack(id);
    }
  }

  /**
   * Returns the number of an unused record.
   *
   * @throws OutOfMemoryError if there is none; nothing has changed then
   */
  int take() {
    reclaim();
    int id = unused;
    if (id != NONE) {
      unused = (int) get(id, NEXT);
      return id;
    }
    if (made >>> PAGE_SHIFT == pages.length || pages[made >>> PAGE_SHIFT].length == 0) {
      addPage();
    }
    return made++;
  }

  void giveBack(int id) {
    set(id, NEXT, unused);
    unused = id;
  }

  private void addPage() {
    int page = made >>> PAGE_SHIFT;
    long[][] all = pages;
    if (page == all.length) {
      all = Arrays.copyOf(all, Math.max(4, 2 * page));
      Arrays.fill(all, page, all.length, new long[0]);
    } else {
      all = all.clone(); // readers without the lock must see each page as a whole
    }
    all[page] = memory.array(1 << (PAGE_SHIFT + WORDS_SHIFT));
    pages = all;
  }
}
