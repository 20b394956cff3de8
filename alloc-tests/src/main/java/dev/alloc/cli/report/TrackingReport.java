package dev.alloc.cli.report;

import java.util.List;

/**
 * What the tracking allocators of one program have recorded.
 *
 * @param source where it comes from, for readers
 * @param allocators those that were open
 */
public record TrackingReport(String source, List<AllocatorReport> allocators) {

  /**
   * Returns the same figures from elsewhere.
   *
   * @param other where they come from
   * @return a report
   */
  public TrackingReport from(String other) {
    return new TrackingReport(other, allocators);
  }

  /**
   * Returns the sum over all allocators.
   *
   * @return the sum
   */
  public Usage total() {
    return allocators.stream().map(AllocatorReport::total).reduce(Usage.NONE, Usage::plus);
  }
}
