package dev.alloc.cli.report;

/**
 * How much was allocated from somewhere; of a difference, how much more than before.
 *
 * @param liveBlocks blocks not freed
 * @param liveBytes bytes not freed
 * @param allocations blocks allocated
 * @param allocatedBytes bytes allocated
 * @param reallocations blocks reallocated
 * @param peakBytes most bytes live at a time; a sum of such figures is more than was ever live
 * @param temporaryBlocks blocks freed by their thread before it allocated another one
 * @param temporaryBytes bytes in those
 */
public record Usage(
    long liveBlocks,
    long liveBytes,
    long allocations,
    long allocatedBytes,
    long reallocations,
    long peakBytes,
    long temporaryBlocks,
    long temporaryBytes) {
  /** Nothing. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * Adds up.
   *
   * @param other another usage
   * @return the sum
   */
  public Usage plus(Usage other) {
    return new Usage(
        liveBlocks + other.liveBlocks,
        liveBytes + other.liveBytes,
        allocations + other.allocations,
        allocatedBytes + other.allocatedBytes,
        reallocations + other.reallocations,
        peakBytes + other.peakBytes,
        temporaryBlocks + other.temporaryBlocks,
        temporaryBytes + other.temporaryBytes);
  }

  /**
   * Subtracts.
   *
   * @param before an earlier usage
   * @return what came since
   */
  public Usage minus(Usage before) {
    return new Usage(
        liveBlocks - before.liveBlocks,
        liveBytes - before.liveBytes,
        allocations - before.allocations,
        allocatedBytes - before.allocatedBytes,
        reallocations - before.reallocations,
        peakBytes - before.peakBytes,
        temporaryBlocks - before.temporaryBlocks,
        temporaryBytes - before.temporaryBytes);
  }

  /**
   * Returns whether something is live.
   *
   * @return whether there are blocks or bytes, of a difference also fewer than before
   */
  public boolean isLive() {
    return liveBlocks != 0 || liveBytes != 0;
  }
}
