package dev.alloc.debug.quarantine;

import dev.alloc.debug.table.Block;
import dev.alloc.debug.table.Entry;
import dev.alloc.debug.table.TableMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Records of freed blocks in the order of their positions, which only go up: six words each, in
 * pages that never move and are used again. Used under the lane's lock, but whoever frees a block
 * or gives it back has its record alone, and reads it and moves it on without.
 */
final class Ring {
  /** The block is being freed, and may become live again. */
  static final int CLAIMED = 1;

  /** It waits, or is being given back. */
  static final int HELD = 2;

  /** It is not here any more. */
  static final int GONE = 3;

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int FREED_BY = Entry.WORDS; // what comes before is as the table had it
  private static final int STATE = FREED_BY + 1; // site of the free, time, state
  private static final int RECORD = STATE + 1; // words
  private static final int STATE_BITS = 8;
  private static final int STATE_MASK = (1 << STATE_BITS) - 1;
  private static final int PAGE_SHIFT = 8; // records a page: 12 KiB
  private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;
  private static final int MOST_SPARE = 4;
  private static final long[] NO_PAGE = new long[0];

  private final TableMemory memory;
  private final long[][] spare = new long[MOST_SPARE][];
  private int spares;
  private volatile long[][] pages = {NO_PAGE}; // by number, as far as there is one
  private long tail; // what lies before it is gone
  private long head; // position of the next record
  private long end; // where the last page ends

  Ring(TableMemory memory) {
    this.memory = memory;
  }

  long tail() {
    return tail;
  }

  long head() {
    return head;
  }

  static boolean startsPage(long position) {
    return (position & PAGE_MASK) == 0;
  }

  /** Returns the words among which a record is. */
  long[] page(long position) {
    return page(pages, position);
  }

  /** Returns where in its page the entry of a record begins. */
  static int at(long position) {
    return ((int) position & PAGE_MASK) * RECORD;
  }

  int state(long position) {
    return state(page(position), at(position));
  }

  static int state(long[] page, int at) {
    return (int) (long) WORDS.getAcquire(page, at + STATE) & STATE_MASK;
  }

  static int time(long[] page, int at) {
    return (int) page[at + STATE] >>> STATE_BITS;
  }

  /** Returns how many records come from a position on in its page. */
  int run(long position) {
    return (int) Math.min(head - position, PAGE_MASK + 1 - ((int) position & PAGE_MASK));
  }

  private long word(long position) {
    return (long) WORDS.getAcquire(page(position), at(position) + STATE);
  }

  /** Moves a record on. */
  static void setState(long[] page, int at, int state) {
    WORDS.setRelease(page, at + STATE, (page[at + STATE] & ~STATE_MASK) | state);
  }

  /** What a claimed block keeps until it is held: a batch that leaves for it. */
  long batch(long position) {
    return page(position)[at(position) + FREED_BY];
  }

  /** Lets a claimed block wait. */
  void hold(long position, long thread) {
    long[] page = page(position);
    int at = at(position);
    page[at + FREED_BY] = thread;
    setState(page, at, HELD);
  }

  /** Adds the record at the head, whose entry is written already. */
  void push(long[] page, int at, long freedBy, int site, int time, int state) {
    page[at + FREED_BY] = freedBy;
    page[at + STATE] = ((long) site << Integer.SIZE) | ((long) time << STATE_BITS) | state;
    head++;
  }

  static int next(int at) {
    return at + RECORD;
  }

  Block block(long position, boolean isLeaving) {
    long[] page = page(position);
    int at = at(position);
    long word = word(position);
    Block.State state =
        ((int) word & STATE_MASK) == CLAIMED
            ? Block.State.CLAIMED
            : isLeaving ? Block.State.LEAVING : Block.State.HELD;
    long freedBy = state == Block.State.CLAIMED ? 0 : page[at + FREED_BY];
    return Entry.block(page, at, state, (int) (word >>> Integer.SIZE), freedBy);
  }

  /** Makes room for a record; returns false if there is no memory for its page. */
  boolean reserve() {
    return head < end || open();
  }

  private boolean open() {
    passGone();
    try {
      long number = head >>> PAGE_SHIFT;
      if (number - (tail >>> PAGE_SHIFT) == pages.length) {
        growDirectory();
      }
      pages[(int) number & (pages.length - 1)] =
          spares > 0 ? spare[--spares] : memory.array(RECORD << PAGE_SHIFT);
      end = head + PAGE_MASK + 1;
      return true;
    } catch (OutOfMemoryError noMemory) {
      return false; // then others leave, or this block is not held
    }
  }

  /** Takes pages back of which all is gone. */
  private void passGone() {
    while (tail < head && state(tail) == GONE) {
      tail++;
      if (startsPage(tail)) {
        int slot = (int) ((tail - 1) >>> PAGE_SHIFT) & (pages.length - 1);
        if (spares < MOST_SPARE) {
          spare[spares++] = pages[slot];
        } else {
          memory.returned(pages[slot]);
        }
        pages[slot] = NO_PAGE;
      }
    }
  }

  private void growDirectory() {
    long[][] old = pages;
    long[][] all = new long[2 * old.length][];
    Arrays.fill(all, NO_PAGE);
    for (long at = tail; at < head; at = (at | PAGE_MASK) + 1) {
      all[(int) (at >>> PAGE_SHIFT) & (all.length - 1)] = page(old, at);
    }
    pages = all;
  }

  private static long[] page(long[][] pages, long position) {
    return pages[(int) (position >>> PAGE_SHIFT) & (pages.length - 1)];
  }
}
