package dev.alloc.tracking.table;

/**
 * What a table has of a block besides its address, in one {@code long}.
 *
 * <p>Of a live block: its size and the number of its origin. Of one that was freed, a negative
 * number: who freed it, its size as far as there is room, and its origin.
 */
final class Entry {
  /** Bits of an origin's number. */
  static final int ORIGIN_BITS = 20;

  /** Stands for this size and all above, which are kept elsewhere. */
  static final long LARGE = (1L << (Long.SIZE - 1 - ORIGIN_BITS)) - 1;

  private static final long ORIGINS = (1L << ORIGIN_BITS) - 1;
  private static final int FREED_SIZE_BITS = Long.SIZE - 1 - 2 * ORIGIN_BITS;

  /** Stands for this size and all above in what is freed. */
  static final long FREED_LARGE = (1L << FREED_SIZE_BITS) - 1;

  private Entry() {}

  static long live(long byteSize, int origin) {
    return Math.min(byteSize, LARGE) << ORIGIN_BITS | origin;
  }

  static boolean isLive(long entry) {
    return entry >= 0;
  }

  static long freed(long live, int freedBy) {
    long size = Math.min(live >>> ORIGIN_BITS, FREED_LARGE);
    return Long.MIN_VALUE
        | (long) freedBy << (FREED_SIZE_BITS + ORIGIN_BITS)
        | size << ORIGIN_BITS
        | (live & ORIGINS);
  }

  /** The same of a block of less than {@link #FREED_LARGE} bytes, as most are. */
  static long freedSmall(long live, int freedBy) {
    return live | Long.MIN_VALUE | (long) freedBy << (FREED_SIZE_BITS + ORIGIN_BITS);
  }

  static int origin(long entry) {
    return (int) (entry & ORIGINS);
  }

  /** The size of a live block, at most {@link #LARGE}. */
  static long byteSize(long live) {
    return live >>> ORIGIN_BITS;
  }

  static FreedBlock freedBlock(long address, long freed) {
    long size = freed >>> ORIGIN_BITS & FREED_LARGE;
    int freedBy = (int) (freed >>> (FREED_SIZE_BITS + ORIGIN_BITS) & ORIGINS);
    return new FreedBlock(
        address, size == FREED_LARGE ? FreedBlock.LARGE : size, origin(freed), freedBy);
  }
}
