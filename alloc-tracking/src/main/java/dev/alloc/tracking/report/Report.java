package dev.alloc.tracking.report;

import dev.alloc.tracking.site.Usage;
import java.util.Comparator;
import java.util.List;

/**
 * The figures of one allocator.
 *
 * @param allocator its name
 * @param sampleBytes one byte in so many was looked at and all figures are estimates; 0 if exact
 * @param rows every place, most live bytes first
 */
public record Report(String allocator, long sampleBytes, List<Row> rows) {
  private static final Comparator<Row> BIGGEST_FIRST =
      Comparator.comparingLong((Row row) -> row.usage().liveBytes())
          .thenComparingLong(row -> row.usage().liveBlocks())
          .thenComparingLong(row -> row.usage().allocatedBytes())
          .reversed();

  /** Sorts the rows. */
  public Report {
    rows = rows.stream().sorted(BIGGEST_FIRST).toList();
  }

  /**
   * Returns the sum of all rows.
   *
   * @return the sum; that of peaks is more than what was live at any time
   */
  public Usage total() {
    return rows.stream().map(Row::usage).reduce(Usage.NONE, Usage::plus);
  }
}
