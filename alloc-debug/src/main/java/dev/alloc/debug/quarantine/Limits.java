package dev.alloc.debug.quarantine;

/**
 * How much is held back.
 *
 * @param smallBytes bytes of small blocks, over all lanes
 * @param mostSmall the size of the largest small block, in bytes below
 * @param largeBytes bytes of large blocks
 */
public record Limits(long smallBytes, long mostSmall, long largeBytes) {
  private static final int SHARE = 8; // of the largest block below
  private static final long BLOCKS_IN_LITTLE = 8; // of the largest small size, at the least
  private static final long BLOCKS_IN_MUCH = 512;
  private static final long USUAL_MOST_SMALL = 8L << 10;

  /**
   * Divides what may be held back.
   *
   * @param bytes how much was asked for; 0 for nothing
   * @param largestBelow the size of the largest block of the allocator below
   * @return the limits
   */
  public static Limits of(long bytes, long largestBelow) {
    long small = Math.min(bytes, largestBelow / SHARE) / 2;
    long mostSmall = small == 0 ? Long.MAX_VALUE : mostSmall(small);
    return new Limits(small, mostSmall, small);
  }

  private static long mostSmall(long small) {
    return small / Math.clamp(small / USUAL_MOST_SMALL, BLOCKS_IN_LITTLE, BLOCKS_IN_MUCH);
  }

  /**
   * Returns whether anything is held back.
   *
   * @return whether there is a quarantine
   */
  public boolean holdAnything() {
    return smallBytes > 0;
  }
}
