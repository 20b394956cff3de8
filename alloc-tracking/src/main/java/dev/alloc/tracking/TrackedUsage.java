package dev.alloc.tracking;

import dev.alloc.tracking.site.Usage;

/**
 * How much was allocated from somewhere. Estimates if blocks were sampled.
 *
 * @param liveBlocks blocks not freed
 * @param liveBytes bytes not freed
 * @param allocations blocks allocated so far
 * @param allocatedBytes bytes allocated so far, what reallocations added included
 * @param reallocations blocks reallocated so far
 * @param peakBytes most bytes live at a time; of several threads or sites, the sum of their peaks
 * @param temporaryBlocks blocks freed by their thread before it allocated another one
 * @param temporaryBytes bytes in those
 */
public record TrackedUsage(
    long liveBlocks,
    long liveBytes,
    long allocations,
    long allocatedBytes,
    long reallocations,
    long peakBytes,
    long temporaryBlocks,
    long temporaryBytes) {

  static TrackedUsage of(Usage usage) {
    return new TrackedUsage(
        usage.liveBlocks(),
        usage.liveBytes(),
        usage.allocations(),
        usage.allocatedBytes(),
        usage.reallocations(),
        usage.peakBytes(),
        usage.temporaryBlocks(),
        usage.temporaryBytes());
  }
}
