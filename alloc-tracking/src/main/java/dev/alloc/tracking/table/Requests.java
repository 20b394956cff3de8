package dev.alloc.tracking.table;

/**
 * How many small blocks were asked for lately in a region. Of regions with the same hash the last
 * one is counted: the memory that an allocator is giving out is in few of them.
 */
final class Requests {
  private static final int LENGTH_BITS = 10;
  private static final int COUNT_BITS = 8;
  private static final int COUNT = (1 << COUNT_BITS) - 1;

  private final int[] slots = new int[1 << LENGTH_BITS]; // bits of a region's number, and a count

  /** Counts one; of two at the same time one may be lost. */
  int count(long address) {
    long region = address >>> Region.BITS;
    int slot = (int) (Slots.hash(region) >>> (Long.SIZE - LENGTH_BITS));
    int tag = (int) region << COUNT_BITS;
    int before = slots[slot];
    int count = (before & ~COUNT) == tag ? (before & COUNT) + 1 : 1;
    slots[slot] = tag | (count & COUNT);
    return count;
  }
}
