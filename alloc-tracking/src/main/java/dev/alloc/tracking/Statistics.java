package dev.alloc.tracking;

import dev.alloc.AllocatorStats;
import dev.alloc.tracking.site.Origin;
import dev.alloc.tracking.site.Usage;

/** The sums over all origins. */
final class Statistics {

  private Statistics() {}

  static AllocatorStats of(Records records, AllocatorStats below) {
    AllocatorStats stats = AllocatorStats.unknown().withFailures(records.failures().get());
    if (records.sampling() == null) {
      Usage total = total(records.origins().all());
      stats =
          stats
              .withLive(total.liveBlocks(), total.liveBytes())
              .withTotals(total.allocations(), total.frees(), total.allocatedBytes())
              .withReallocations(total.reallocations());
    }
    return stats.withMemoryOf(below);
  }

  /** All frees are read before any allocation, so that what is live is never negative. */
  private static Usage total(Origin[] origins) {
    Usage total = Usage.NONE;
    for (Origin origin : origins) {
      total = total.plus(origin.frees());
    }
    for (Origin origin : origins) {
      total = total.plus(origin.allocations());
    }
    return total;
  }
}
