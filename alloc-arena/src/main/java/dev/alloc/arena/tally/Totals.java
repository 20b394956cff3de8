package dev.alloc.arena.tally;

import java.util.List;

/**
 * The sum of some tallies at one moment.
 *
 * @param allocations blocks allocated
 * @param allocatedBytes bytes allocated, and by which blocks grew
 * @param frees blocks freed
 * @param freedBytes bytes freed, and by which blocks shrank
 * @param reallocations blocks resized, in place or not
 * @param paddingBytes bytes lost in front of blocks
 * @param chunkEndBytes bytes lost at the ends of chunks
 * @param deadBytes bytes freed whose place cannot be reclaimed
 */
public record Totals(
    long allocations,
    long allocatedBytes,
    long frees,
    long freedBytes,
    long reallocations,
    long paddingBytes,
    long chunkEndBytes,
    long deadBytes) {
  /** Of no tally. */
  public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0);

  /** Adds up. All frees are read before all allocations, so no block is freed but not allocated. */
  public static Totals of(List<Tally> tallies) {
    long frees = 0;
    long freedBytes = 0;
    for (Tally tally : tallies) {
      frees += tally.frees();
      freedBytes += tally.freedBytes();
    }
    long allocations = 0;
    long allocatedBytes = 0;
    long reallocations = 0;
    long paddingBytes = 0;
    long chunkEndBytes = 0;
    long deadBytes = 0;
    for (Tally tally : tallies) {
      allocations += tally.allocations();
      allocatedBytes += tally.allocatedBytes();
      reallocations += tally.reallocations.get();
      paddingBytes += tally.paddingBytes.get();
      chunkEndBytes += tally.chunkEndBytes.get();
      deadBytes += tally.deadBytes.get();
    }
    return new Totals(
        allocations,
        allocatedBytes,
        frees,
        freedBytes,
        reallocations,
        paddingBytes,
        chunkEndBytes,
        deadBytes);
  }

  /** Blocks allocated and not freed. */
  public long liveBlocks() {
    return allocations - frees;
  }

  /** Bytes allocated and not freed. */
  public long liveBytes() {
    return allocatedBytes - freedBytes;
  }
}
