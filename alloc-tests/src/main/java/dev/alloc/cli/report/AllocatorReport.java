package dev.alloc.cli.report;

import java.util.Comparator;
import java.util.List;

/**
 * What one allocator has recorded.
 *
 * @param name its name, for example {@code tracking+system}
 * @param sampleBytes one byte in so many was looked at and all figures are estimates; 0 if exact
 * @param sites every site, most live bytes first
 */
public record AllocatorReport(String name, long sampleBytes, List<Site> sites) {
  private static final Comparator<Site> BIGGEST_FIRST =
      Comparator.comparingLong((Site site) -> site.usage().liveBytes())
          .thenComparingLong(site -> site.usage().liveBlocks())
          .thenComparingLong(site -> site.usage().allocatedBytes())
          .reversed();

  /** Sorts the sites. */
  public AllocatorReport {
    sites = sites.stream().sorted(BIGGEST_FIRST).toList();
  }

  /**
   * Returns the sum over all sites.
   *
   * @return the sum
   */
  public Usage total() {
    return sites.stream().map(Site::usage).reduce(Usage.NONE, Usage::plus);
  }

  /**
   * Returns whether all figures are estimates.
   *
   * @return whether blocks were sampled
   */
  public boolean isEstimate() {
    return sampleBytes != 0;
  }
}
