package dev.alloc.tck.fuzz;

import dev.alloc.Allocator;

/**
 * How much an episode asks of an allocator.
 *
 * @param liveBytes how many bytes all threads together may have live
 * @param byteSize the largest block, in bytes
 * @param byteAlignment the largest alignment, in bytes
 */
record Bounds(long liveBytes, long byteSize, long byteAlignment) {
  private static final long MOST_LIVE = 32L << 20;
  private static final long LARGEST_ALIGNMENT = 1 << 15;

  /** Leaves a small machine enough room that not every other request fails. */
  static Bounds of(Allocator allocator) {
    long liveBytes = Math.min(MOST_LIVE, allocator.maxByteSize() / 4);
    return new Bounds(
        liveBytes,
        Math.min(1 << 20, liveBytes / 8),
        Math.min(LARGEST_ALIGNMENT, allocator.maxAlignment()));
  }
}
