package dev.alloc.tracking.report;

import dev.alloc.tracking.site.Usage;
import java.util.List;

/** For tools: everything, in the format that docs/diagnosing-a-leak.md describes. */
public final class JsonReport {
  /** Raised when a reader of the former version would misread a report. */
  public static final int VERSION = 1;

  private final JsonText json = new JsonText();

  private JsonReport() {}

  /**
   * Writes reports.
   *
   * @param reports one for each allocator
   * @return one JSON object
   */
  public static String of(List<Report> reports) {
    JsonReport report = new JsonReport();
    JsonText json = report.json;
    json.open('{').key("format").text("alloc-tracking").key("version").number(VERSION);
    json.key("allocators").open('[');
    reports.forEach(report::add);
    json.close(']').close('}');
    return json.toString();
  }

  private void add(Report report) {
    json.open('{').key("name").text(report.allocator());
    json.key("estimate").flag(report.sampleBytes() != 0);
    json.key("sampleBytes").number(report.sampleBytes());
    json.key("total").open('{');
    add(report.total());
    json.close('}').key("sites").open('[');
    report.rows().forEach(this::add);
    json.close(']').close('}');
  }

  private void add(Row row) {
    json.open('{');
    add(row.usage());
    json.key("threadId").number(row.threadId()).key("threadName").text(row.threadName());
    json.key("title").text(row.title());
    json.key("truncated").flag(row.stack().truncated()).key("stack").open('[');
    row.stack().frames().forEach(this::add);
    json.close(']').close('}');
  }

  private void add(Usage usage) {
    json.key("liveBlocks").number(usage.liveBlocks()).key("liveBytes").number(usage.liveBytes());
    json.key("allocations").number(usage.allocations());
    json.key("allocatedBytes").number(usage.allocatedBytes());
    json.key("reallocations").number(usage.reallocations());
    json.key("peakBytes").number(usage.peakBytes());
    json.key("temporaryBlocks").number(usage.temporaryBlocks());
    json.key("temporaryBytes").number(usage.temporaryBytes());
  }

  private void add(StackTraceElement frame) {
    json.open('{');
    String module = frame.getModuleName();
    if (module != null) {
      json.key("module").text(module);
    }
    json.key("class").text(frame.getClassName()).key("method").text(frame.getMethodName());
    String file = frame.getFileName();
    if (file != null) {
      json.key("file").text(file);
    }
    if (frame.getLineNumber() >= 0) {
      json.key("line").number(frame.getLineNumber());
    }
    json.close('}');
  }
}
