package dev.alloc.tracking.report;

import dev.alloc.tracking.site.Usage;
import java.util.List;

/** For people: what is live, biggest first, and where it was allocated. */
public final class TextReport {
  private static final int MOST_SITES = 50;

  private final StringBuilder text = new StringBuilder();

  private TextReport() {}

  /**
   * Writes reports.
   *
   * @param reports one for each allocator
   * @return lines, each with its end
   */
  public static String of(List<Report> reports) {
    TextReport report = new TextReport();
    if (reports.isEmpty()) {
      report.line("No allocator is open that tracks its blocks.");
    }
    reports.forEach(report::add);
    return report.text.toString();
  }

  private void add(Report report) {
    Usage total = report.total();
    line(
        "%s: %s live, %s allocated, %d of them temporary%s"
            .formatted(
                report.allocator(),
                amount(total.liveBlocks(), total.liveBytes()),
                amount(total.allocations(), total.allocatedBytes()),
                total.temporaryBlocks(),
                report.sampleBytes() == 0
                    ? ""
                    : " (estimates: one byte in %d was sampled)".formatted(report.sampleBytes())));
    List<Row> live = report.rows().stream().filter(TextReport::isLive).toList();
    live.stream().limit(MOST_SITES).forEach(this::add);
    if (live.size() > MOST_SITES) {
      List<Row> rest = live.subList(MOST_SITES, live.size());
      Usage sum = rest.stream().map(Row::usage).reduce(Usage.NONE, Usage::plus);
      line("  %s at %d more sites".formatted(blocks(sum), rest.size()));
    }
  }

  private void add(Row row) {
    line(
        "  %s by thread '%s' (%d)%s; %s allocated, at most %d bytes at a time, %d temporary"
            .formatted(
                blocks(row.usage()),
                row.threadName(),
                row.threadId(),
                row.title().isEmpty() ? "" : ", in '" + row.title() + "'",
                amount(row.usage().allocations(), row.usage().allocatedBytes()),
                row.usage().peakBytes(),
                row.usage().temporaryBlocks()));
    row.stack().frames().forEach(frame -> line("    at " + frame));
    if (row.stack().truncated()) {
      line("    … (deeper frames were not recorded: alloc.tracking.depth)");
    }
  }

  private static boolean isLive(Row row) {
    return row.usage().liveBlocks() != 0 || row.usage().liveBytes() != 0;
  }

  private static String blocks(Usage usage) {
    return amount(usage.liveBlocks(), usage.liveBytes());
  }

  private static String amount(long blocks, long bytes) {
    return "%d %s (%d bytes)".formatted(blocks, blocks == 1 ? "block" : "blocks", bytes);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
