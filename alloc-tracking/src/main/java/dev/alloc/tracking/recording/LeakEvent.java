package dev.alloc.tracking.recording;

import dev.alloc.tracking.report.Report;
import dev.alloc.tracking.report.Row;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

@Name(LeakEvent.NAME)
@Label("Off-Heap Leak")
@Description(
    "Blocks of one site, live when their allocator was closed or a recording's chunk ended")
@Category({"alloc", "Tracking"})
@Period("endChunk")
@StackTrace(false) // it is where the blocks were allocated that counts
final class LeakEvent extends Event {
  static final String NAME = "dev.alloc.Leak";
  private static final int MOST_SITES = 1_000;

  @Label("Allocator")
  @Nullable String allocator;

  @Label("Occasion")
  @Description("close, or end of chunk")
  @Nullable String occasion;

  @Label("Live Blocks")
  long liveBlocks;

  @Label("Live Bytes")
  @DataAmount
  long liveBytes;

  @Label("Estimate")
  @Description("Whether blocks were sampled")
  boolean estimate;

  @Label("Allocating Thread")
  @Nullable String allocatingThread;

  @Label("Allocating Thread Id")
  long allocatingThreadId;

  @Label("Title")
  @Nullable String title;

  @Label("Stack")
  @Description("Where the blocks were allocated, the caller first, a frame in a line")
  @Nullable String stack;

  /** Writes an event for each of the sites with the most live bytes. */
  static void write(String occasion, Report report) {
    if (!new LeakEvent().isEnabled()) {
      return;
    }
    List<Row> live =
        report.rows().stream()
            .filter(row -> row.usage().liveBlocks() != 0 || row.usage().liveBytes() != 0)
            .limit(MOST_SITES)
            .toList();
    live.forEach(row -> write(occasion, report, row));
  }

  private static void write(String occasion, Report report, Row row) {
    LeakEvent event = new LeakEvent();
    event.allocator = report.allocator();
    event.occasion = occasion;
    event.liveBlocks = row.usage().liveBlocks();
    event.liveBytes = row.usage().liveBytes();
    event.estimate = report.sampleBytes() != 0;
    event.allocatingThread = row.threadName();
    event.allocatingThreadId = row.threadId();
    event.title = row.title();
    event.stack =
        row.stack().frames().stream()
                .map(StackTraceElement::toString)
                .collect(Collectors.joining("\n"))
            + (row.stack().truncated() ? "\n…" : "");
    event.commit();
  }
}
