package dev.alloc.cli.report;

import java.util.List;

/**
 * What the tracking allocators of one program have recorded.
 *
 * @param allocators those that were open
 */
public record TrackingReport(List<AllocatorReport> allocators) {

  /**
   * Returns the sum over all allocators.
   *
   * @return the sum
   */
  public Usage total() {
    return allocators.stream().map(AllocatorReport::total).reduce(Usage.NONE, Usage::plus);
  }
}
