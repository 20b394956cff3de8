package dev.alloc.tracking.site;

/**
 * What an origin has used; in whole blocks, or in parts of one (see {@code Sampling}).
 *
 * @param allocations blocks allocated
 * @param allocatedBytes bytes they asked for, and those that reallocations added
 * @param frees blocks freed, or dropped in bulk
 * @param freedBytes bytes they had, and those that reallocations took away
 * @param reallocations blocks reallocated
 * @param temporaryBlocks blocks freed before their thread allocated another one
 * @param temporaryBytes bytes they had
 * @param peakBytes largest number of live bytes
 */
public record Usage(
    long allocations,
    long allocatedBytes,
    long frees,
    long freedBytes,
    long reallocations,
    long temporaryBlocks,
    long temporaryBytes,
    long peakBytes) {
  /** Nothing at all. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * Adds up.
   *
   * @param other another usage
   * @return the sum
   */
  public Usage plus(Usage other) {
    return new Usage(
        allocations + other.allocations,
        allocatedBytes + other.allocatedBytes,
        frees + other.frees,
        freedBytes + other.freedBytes,
        reallocations + other.reallocations,
        temporaryBlocks + other.temporaryBlocks,
        temporaryBytes + other.temporaryBytes,
        peakBytes + other.peakBytes);
  }

  /**
   * Subtracts what was before.
   *
   * @param before an earlier usage of the same origin
   * @return what came since; the peak is the later one
   */
  public Usage since(Usage before) {
    return new Usage(
        allocations - before.allocations,
        allocatedBytes - before.allocatedBytes,
        frees - before.frees,
        freedBytes - before.freedBytes,
        reallocations - before.reallocations,
        temporaryBlocks - before.temporaryBlocks,
        temporaryBytes - before.temporaryBytes,
        peakBytes);
  }

  /**
   * Converts from parts of a block.
   *
   * @param parts how many parts a block has
   * @return the same in whole blocks, rounded
   */
  public Usage inBlocks(long parts) {
    if (parts == 1) {
      return this;
    }
    long live = Math.round((double) (allocations - frees) / parts);
    long all = Math.round((double) allocations / parts);
    return new Usage(
        all,
        allocatedBytes,
        all - live,
        freedBytes,
        reallocations,
        Math.round((double) temporaryBlocks / parts),
        temporaryBytes,
        peakBytes);
  }

  /**
   * Returns what has not been freed.
   *
   * @return blocks
   */
  public long liveBlocks() {
    return allocations - frees;
  }

  /**
   * Returns what has not been freed.
   *
   * @return bytes
   */
  public long liveBytes() {
    return allocatedBytes - freedBytes;
  }
}
