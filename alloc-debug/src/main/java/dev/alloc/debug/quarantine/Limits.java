package dev.alloc.debug.quarantine;

/**
 * How much is held back.
 *
 * @param smallBytes bytes of small blocks, over all stripes
 * @param stripesShift the exponent of the number of stripes
 * @param mostSmall the size of the largest small block, in bytes below
 * @param largeBytes bytes of large blocks
 */
public record Limits(long smallBytes, int stripesShift, long mostSmall, long largeBytes) {
  private static final int SHARE = 8; // of the largest block below
  private static final long LEAST_STRIPE = 64L << 10;
  private static final int USUAL_STRIPES_SHIFT = 6;
  private static final int BLOCKS_OF_A_STRIPE = 8; // of the largest size, at the least

  /**
   * Divides what may be held back.
   *
   * @param bytes how much was asked for; 0 for nothing
   * @param largestBelow the size of the largest block of the allocator below
   * @return the limits
   */
  public static Limits of(long bytes, long largestBelow) {
    long small = Math.min(bytes, largestBelow / SHARE) / 2;
    int shift = USUAL_STRIPES_SHIFT;
    while (shift > 0 && small != 0 && small >> shift < LEAST_STRIPE) {
      shift--;
    }
    return new Limits(small, shift, (small >> shift) / BLOCKS_OF_A_STRIPE, small);
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
