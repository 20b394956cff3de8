package dev.alloc.cli.convert;

import dev.alloc.cli.report.AllocatorReport;
import dev.alloc.cli.report.Difference;
import dev.alloc.cli.report.Difference.Change;
import dev.alloc.cli.report.Difference.Changes;
import dev.alloc.cli.report.TrackingReport;
import dev.alloc.cli.report.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written.
 *
 * @param report a report
 * @param baseline one to compare it with, or null
 * @param measure the figure to show first, or alone where there is room for one
 */
public record Subject(TrackingReport report, @Nullable TrackingReport baseline, Measure measure) {

  /** Returns the report, or the difference if there is a baseline. */
  TrackingReport difference() {
    return baseline == null
        ? report
        : new TrackingReport(report.source(), Difference.of(baseline, report).more());
  }

  /** Returns all sites, each with what it was and what it is; nothing was without a baseline. */
  List<Changes> changes() {
    return baseline == null
        ? report.allocators().stream().map(Subject::unchanged).toList()
        : Difference.of(baseline, report).allocators();
  }

  private static Changes unchanged(AllocatorReport allocator) {
    return new Changes(
        allocator.name(),
        allocator.sampleBytes(),
        allocator.sites().stream()
            .map(site -> new Change(site.place(), Usage.NONE, site.usage()))
            .toList());
  }
}
