package dev.alloc.cli.convert;

import dev.alloc.cli.report.AllocatorReport;
import dev.alloc.cli.report.Site;
import dev.alloc.cli.report.TrackingReport;
import dev.alloc.cli.report.Usage;
import java.util.List;

/**
 * For people, just as the plugin writes it itself. Of a difference it lists what came and what went
 * away, most growth first.
 */
final class TextWriter {
  private static final int MOST_SITES = 50;

  private final StringBuilder text = new StringBuilder();

  private TextWriter() {}

  static String text(Subject subject) {
    TextWriter writer = new TextWriter();
    TrackingReport report = subject.difference();
    if (subject.baseline() != null) {
      writer.line("More (or, if negative, less) than in the baseline:");
    }
    if (report.allocators().isEmpty()) {
      writer.line("No allocator is open that tracks its blocks.");
    }
    report.allocators().forEach(writer::add);
    return writer.text.toString();
  }

  private void add(AllocatorReport report) {
    Usage total = report.total();
    line(
        "%s: %s live, %s allocated, %d of them temporary%s"
            .formatted(
                report.name(),
                live(total),
                allocated(total),
                total.temporaryBlocks(),
                report.isEstimate()
                    ? " (estimates: one byte in %d was sampled)".formatted(report.sampleBytes())
                    : ""));
    List<Site> live = report.sites().stream().filter(site -> site.usage().isLive()).toList();
    live.stream().limit(MOST_SITES).forEach(this::add);
    if (live.size() > MOST_SITES) {
      List<Site> rest = live.subList(MOST_SITES, live.size());
      Usage sum = rest.stream().map(Site::usage).reduce(Usage.NONE, Usage::plus);
      line("  %s at %d more sites".formatted(live(sum), rest.size()));
    }
  }

  private void add(Site site) {
    Site.Place place = site.place();
    Usage usage = site.usage();
    line(
        "  %s by thread '%s'%s%s; %s allocated, at most %d bytes at a time, %d temporary"
            .formatted(
                live(usage),
                place.threadName(),
                place.threadId() == Site.ANY_THREAD ? "" : " (" + place.threadId() + ')',
                place.title().isEmpty() ? "" : ", in '" + place.title() + "'",
                allocated(usage),
                usage.peakBytes(),
                usage.temporaryBlocks()));
    place.stack().forEach(frame -> line("    at " + frame));
    if (place.truncated()) {
      line("    … (deeper frames were not recorded: alloc.tracking.depth)");
    }
  }

  private static String live(Usage usage) {
    return amount(usage.liveBlocks(), usage.liveBytes());
  }

  private static String allocated(Usage usage) {
    return amount(usage.allocations(), usage.allocatedBytes());
  }

  private static String amount(long blocks, long bytes) {
    return "%d %s (%d bytes)".formatted(blocks, blocks == 1 ? "block" : "blocks", bytes);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
