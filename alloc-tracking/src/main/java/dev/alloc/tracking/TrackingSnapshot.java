package dev.alloc.tracking;

import dev.alloc.tracking.report.Report;
import dev.alloc.tracking.report.Row;
import dev.alloc.tracking.site.Origin;
import dev.alloc.tracking.site.Usage;
import dev.alloc.tracking.stack.Stack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** What was live at a moment, and allocated until then, by site; or the difference of two. */
public final class TrackingSnapshot {
  private final Report report;

  private TrackingSnapshot(Report report) {
    this.report = report;
  }

  /** All frees are read before any allocation, so that what is live is never negative. */
  static TrackingSnapshot of(TrackingAllocator allocator) {
    Records records = allocator.records();
    Origin[] origins = records.origins().all();
    Usage[] frees = new Usage[origins.length];
    for (int i = 0; i < origins.length; i++) {
      frees[i] = origins[i].frees();
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < origins.length; i++) {
      Usage usage = frees[i].plus(origins[i].allocations());
      if (usage.allocations() != 0) { // else something was only freed there
        rows.add(row(origins[i], usage.inBlocks(records.parts())));
      }
    }
    long sampleBytes = records.sampling() == null ? 0 : records.sampling().interval();
    return new TrackingSnapshot(new Report(allocator.name(), sampleBytes, rows));
  }

  static Optional<Report> reportIfOpen(TrackingAllocator allocator) {
    return allocator.lifetime().isClosed() ? Optional.empty() : Optional.of(of(allocator).report());
  }

  private static Row row(Origin origin, Usage usage) {
    return new Row(
        origin.stack(),
        origin.actor().threadId(),
        origin.actor().threadName(),
        Objects.requireNonNullElse(origin.title(), ""),
        usage);
  }

  /**
   * Returns what came between two snapshots; what is live may be negative then.
   *
   * @param earlier a snapshot
   * @param later a later one of the same allocator
   * @return the difference; peaks are those of the later one
   */
  public static TrackingSnapshot difference(TrackingSnapshot earlier, TrackingSnapshot later) {
    record Key(Stack stack, long threadId, String title) {
      static Key of(Row row) {
        return new Key(row.stack(), row.threadId(), row.title());
      }
    }
    Map<Key, Usage> before = new HashMap<>();
    earlier.report.rows().forEach(row -> before.merge(Key.of(row), row.usage(), Usage::plus));
    List<Row> rows = new ArrayList<>();
    for (Row row : later.report.rows()) {
      Usage usage = row.usage().since(before.getOrDefault(Key.of(row), Usage.NONE));
      if (usage.allocations() != 0 || usage.liveBytes() != 0 || usage.liveBlocks() != 0) {
        rows.add(row.with(usage));
      }
    }
    return new TrackingSnapshot(
        new Report(later.report.allocator(), later.report.sampleBytes(), rows));
  }

  /**
   * Returns the name of the allocator.
   *
   * @return for example {@code tracking+system}
   */
  public String allocator() {
    return report.allocator();
  }

  /**
   * Returns whether blocks were sampled, so that all figures are estimates.
   *
   * @return whether they are
   */
  public boolean isEstimate() {
    return report.sampleBytes() != 0;
  }

  /**
   * Returns the sum over all sites.
   *
   * @return the sum
   */
  public TrackedUsage total() {
    return TrackedUsage.of(report.total());
  }

  /**
   * Returns all sites.
   *
   * @return the sites, most live bytes first
   */
  public List<TrackedSite> sites() {
    return report.rows().stream().map(TrackedSite::of).toList();
  }

  /**
   * Adds up sites.
   *
   * @param grouping what has to be the same
   * @return the sums by their names, most live bytes first
   */
  public Map<String, TrackedUsage> by(Grouping grouping) {
    Map<String, Usage> sums = new HashMap<>();
    report.rows().forEach(row -> sums.merge(grouping.nameOf(row), row.usage(), Usage::plus));
    Map<String, TrackedUsage> sorted = new LinkedHashMap<>();
    sums.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Usage> sum) -> -sum.getValue().liveBytes())
                .thenComparing(Map.Entry::getKey))
        .forEach(sum -> sorted.put(sum.getKey(), TrackedUsage.of(sum.getValue())));
    return sorted;
  }

  /**
   * Leaves out sites.
   *
   * @param kept which ones to keep
   * @return a snapshot of those
   */
  public TrackingSnapshot filter(Predicate<? super TrackedSite> kept) {
    return new TrackingSnapshot(
        new Report(
            report.allocator(),
            report.sampleBytes(),
            report.rows().stream().filter(row -> kept.test(TrackedSite.of(row))).toList()));
  }

  /**
   * Returns this as a report.
   *
   * @param format the format
   * @return the report
   */
  public String toText(ReportFormat format) {
    return format.of(List.of(report));
  }

  Report report() {
    return report;
  }

  /** Returns the sum in a line. */
  @Override
  public String toString() {
    return report.allocator() + ": " + total();
  }
}
