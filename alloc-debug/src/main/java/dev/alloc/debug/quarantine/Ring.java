package dev.alloc.debug.quarantine;

import dev.alloc.debug.table.Block;
import dev.alloc.debug.table.Entry;
import dev.alloc.debug.table.Padding;
import dev.alloc.debug.table.TableMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Records of freed blocks in the order of their positions, which only go up: five words each, in
 * pages that never move and are used again. Used under the lane's lock, but whoever frees a block
 * or gives it back has its record alone, and reads it and moves it on without.
 *
 * <p>The last word of a record has the state, who freed the block, and where; while the block is
 * claimed the batch that leaves for it is in the place of who. When it was freed is told for a
 * page.
 */
final class Ring extends Padding {
  /** The block is being given back, before its turn. */
  static final int LEAVING = 0;

  /** It is being freed, and may become live again. */
  static final int CLAIMED = 1;

  /** It waits, or its turn has come and it is being given back. */
  static final int HELD = 2;

  /** It is not here any more. */
  static final int GONE = 3;

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int FREED = Entry.WORDS; // what comes before is as the table had it
  private static final int RECORD = FREED + 1; // words
  private static final int STATE_BITS = 2;
  private static final int STATE_MASK = (1 << STATE_BITS) - 1;
  private static final int SITE_SHIFT = 44; // 20 bits, as many as there are sites
  private static final long WHO_MASK = (1L << (SITE_SHIFT - STATE_BITS)) - 1;
  private static final int PAGE_SHIFT = 8; // records a page: 10 KiB
  private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;
  private static final int TIME = RECORD << PAGE_SHIFT; // index in a page
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

  /** Returns where the page after that of a position begins. */
  static long nextPage(long position) {
    return (position | PAGE_MASK) + 1;
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
    return (int) (long) WORDS.getAcquire(page, at + FREED) & STATE_MASK;
  }

  /** Returns when a page was opened. */
  static int time(long[] page) {
    return (int) page[TIME];
  }

  /** Returns how many records come from a position on in its page. */
  int run(long position) {
    return (int) Math.min(head - position, PAGE_MASK + 1 - ((int) position & PAGE_MASK));
  }

  /** Moves a record on. */
  static void setState(long[] page, int at, int state) {
    WORDS.setRelease(page, at + FREED, (page[at + FREED] & ~STATE_MASK) | state);
  }

  /** Whether a block is gone or about to be before its turn. */
  boolean isPassed(long position) {
    int state = state(position);
    return state == GONE || state == LEAVING;
  }

  /** Moves waiting blocks on whose turn has not come. */
  void leaveEarly(long first, int count) {
    for (long position = first; position < first + count; position++) {
      setState(page(position), at(position), LEAVING);
    }
  }

  /** What a claimed block keeps until it is held: a batch that leaves for it. */
  long batch(long position) {
    long ago = who(page(position)[at(position) + FREED]);
    return Batch.before(position, ago);
  }

  /** Lets a claimed block wait. */
  void hold(long position, int site, long thread) {
    WORDS.setRelease(page(position), at(position) + FREED, freed(site, thread, HELD));
  }

  /** Adds a claimed block at the head, whose entry is written already. */
  void pushClaimed(long[] page, int at, int site, long batch) {
    page[at + FREED] = freed(site, Batch.ago(head, batch), CLAIMED);
    head++;
  }

  /** Adds a held block at the head, whose entry is written already. */
  void pushHeld(long[] page, int at, int site, long thread) {
    page[at + FREED] = freed(site, thread, HELD);
    head++;
  }

  private static long freed(int site, long who, int state) {
    return ((long) site << SITE_SHIFT) | ((who & WHO_MASK) << STATE_BITS) | state;
  }

  private static long who(long freed) {
    return (freed >>> STATE_BITS) & WHO_MASK;
  }

  static int next(int at) {
    return at + RECORD;
  }

  Block block(long position, boolean isLeaving) {
    long[] page = page(position);
    int at = at(position);
    long freed = (long) WORDS.getAcquire(page, at + FREED);
    Block.State state =
        ((int) freed & STATE_MASK) == CLAIMED
            ? Block.State.CLAIMED
            : isLeaving || ((int) freed & STATE_MASK) == LEAVING
                ? Block.State.LEAVING
                : Block.State.HELD;
    long freedBy = state == Block.State.CLAIMED ? 0 : who(freed);
    return Entry.block(page, at, state, (int) (freed >>> SITE_SHIFT), freedBy);
  }

  /** Makes room for a record; returns false if there is no memory for its page. */
  boolean reserve(Share share) {
    return head < end || open(share);
  }

  private boolean open(Share share) {
    passGone();
    try {
      long number = head >>> PAGE_SHIFT;
      if (number - (tail >>> PAGE_SHIFT) == pages.length) {
        growDirectory();
      }
      long[] page = spares > 0 ? spare[--spares] : memory.array(TIME + 1);
      page[TIME] = share.now();
      pages[(int) number & (pages.length - 1)] = page;
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
    for (long at = tail; at < head; at = nextPage(at)) {
      all[(int) (at >>> PAGE_SHIFT) & (all.length - 1)] = page(old, at);
    }
    pages = all;
  }

  private static long[] page(long[][] pages, long position) {
    return pages[(int) (position >>> PAGE_SHIFT) & (pages.length - 1)];
  }
}
