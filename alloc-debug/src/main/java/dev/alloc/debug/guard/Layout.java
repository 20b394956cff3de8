package dev.alloc.debug.guard;

/** Where in the memory from below a block lies. All figures are in bytes. */
public final class Layout {
  /** What is left of a block's size for its guards at the least. */
  public static final long LEAST_OVERHEAD;

  private static final int FRONT_SHIFT = 4;
  private static final long REAR = 32;
  private static final long GRANULE = Long.BYTES;
  private static final long MOST_GUARDED = 64L << 10;

  static {
    LEAST_OVERHEAD = (1L << FRONT_SHIFT) + REAR + GRANULE - 1;
  }

  private Layout() {}

  /**
   * Returns how far behind the beginning of its memory a block begins.
   *
   * @param shift the exponent of its alignment
   * @return bytes
   */
  public static long front(int shift) {
    return 1L << Math.max(FRONT_SHIFT, shift);
  }

  /** How much before a block is filled and compared. */
  static long guardedFront(int shift) {
    return Math.min(front(shift), MOST_GUARDED);
  }

  /**
   * Returns how much memory a block takes.
   *
   * @param byteSize its size
   * @param shift the exponent of its alignment
   * @return bytes; negative if there are not so many in a {@code long}
   */
  public static long whole(long byteSize, int shift) {
    return (front(shift) + byteSize + REAR + GRANULE - 1) & -GRANULE;
  }
}
