package dev.alloc.cli.convert;

import dev.alloc.cli.report.Difference;
import dev.alloc.cli.report.TrackingReport;
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
    return baseline == null ? report : Difference.of(baseline, report);
  }
}
