package dev.alloc.arena;

import java.util.List;

/** The sum of some tallies at one moment. */
record Totals(
    long allocations,
    long allocatedBytes,
    long frees,
    long freedBytes,
    long reallocations,
    long paddingBytes,
    long chunkEndBytes,
    long deadBytes) {
  static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0);

  /** Adds up. All frees are read before all allocations, so no block is freed but not allocated. */
  static Totals of(List<Tally> tallies) {
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

  long liveBlocks() {
    return allocations - frees;
  }

  long liveBytes() {
    return allocatedBytes - freedBytes;
  }
}
