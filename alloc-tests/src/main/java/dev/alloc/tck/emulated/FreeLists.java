package dev.alloc.tck.emulated;

import dev.alloc.tck.emulated.Machine.Reuse;
import java.util.Arrays;

/**
 * The free blocks in lists by size: one list for each small size, sixteen for each doubling above.
 *
 * <p>Any block of a higher list than that of the size looked for is large enough, so the search is
 * one look at a bit map. Links are in the blocks.
 */
final class FreeLists {
  static final long NONE = -1;
  private static final int EXACT = 32; // lists for sizes of 0 to 31 granules
  private static final int STEPS_BITS = 4;
  private static final int LISTS = EXACT + (1 << STEPS_BITS) * (Long.SIZE - 5);
  private static final int MOST_LOOKS = 8;

  private final Tags tags;
  private final boolean lastFirst;
  private final long[] heads = new long[LISTS];
  private final long[] tails = new long[LISTS];
  private final long[] filled = new long[(LISTS + Long.SIZE - 1) / Long.SIZE];

  FreeLists(Tags tags, Reuse reuse) {
    this.tags = tags;
    this.lastFirst = reuse == Reuse.LAST_FREED_FIRST;
    Arrays.fill(heads, NONE);
    Arrays.fill(tails, NONE);
  }

  void add(long block) {
    int list = listOf(tags.size(block));
    long head = heads[list];
    if (head == NONE) {
      link(list, NONE, block);
      link(list, block, NONE);
      filled[list >> 6] |= 1L << list;
    } else if (lastFirst) {
      link(list, block, head);
      link(list, NONE, block);
    } else {
      link(list, tails[list], block);
      link(list, block, NONE);
    }
  }

  void remove(long block) {
    int list = listOf(tags.size(block));
    link(list, tags.previous(block), tags.next(block));
    if (heads[list] == NONE) {
      filled[list >> 6] &= ~(1L << list);
    }
  }

  /** Returns a free block of at least this size, or {@link #NONE} if a short search finds none. */
  long find(long size) {
    int list = listOf(size);
    long fit = search(list, size, MOST_LOOKS);
    return fit == NONE ? firstAbove(list) : fit;
  }

  /** Returns a free block of at least this size from the list that may or may not hold one. */
  long findInOwnList(long size) {
    return search(listOf(size), size, Integer.MAX_VALUE);
  }

  private long search(int list, long size, int looks) {
    long block = heads[list];
    for (int i = 0; i < looks && block != NONE; i++) {
      if (tags.size(block) >= size) {
        return block;
      }
      block = tags.next(block);
    }
    return NONE;
  }

  private long firstAbove(int list) {
    int from = list + 1;
    long bits = filled[from >> 6] & -1L << from;
    for (int word = from >> 6; ; bits = filled[word]) {
      if (bits != 0) {
        return heads[(word << 6) + Long.numberOfTrailingZeros(bits)];
      }
      word++;
      if (word == filled.length) {
        return NONE;
      }
    }
  }

  /** Makes two blocks neighbours; either may be the end of the list. */
  private void link(int list, long previous, long next) {
    if (previous == NONE) {
      heads[list] = next;
    } else {
      tags.setNext(previous, next);
    }
    if (next == NONE) {
      tails[list] = previous;
    } else {
      tags.setPrevious(next, previous);
    }
  }

  private static int listOf(long size) {
    long granules = size / Tags.GRANULE;
    if (granules < EXACT) {
      return (int) granules;
    }
    int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(granules); // from 5
    int step = (int) (granules >>> (doubling - STEPS_BITS)) & (1 << STEPS_BITS) - 1;
    return EXACT + ((doubling - 5) << STEPS_BITS) + step;
  }
}
