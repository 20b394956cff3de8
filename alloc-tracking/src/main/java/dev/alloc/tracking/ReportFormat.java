package dev.alloc.tracking;

import dev.alloc.tracking.report.JsonReport;
import dev.alloc.tracking.report.Report;
import dev.alloc.tracking.report.TextReport;
import java.util.List;
import java.util.Locale;

/** The formats of a report. */
public enum ReportFormat {
  /** For people: what is live, biggest first; many small sites are summed up. */
  TEXT {
    @Override
    String of(List<Report> reports) {
      return TextReport.of(reports);
    }
  },

  /** For tools: everything, versioned. */
  JSON {
    @Override
    String of(List<Report> reports) {
      return JsonReport.of(reports);
    }
  };

  abstract String of(List<Report> reports);

  String optionValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
