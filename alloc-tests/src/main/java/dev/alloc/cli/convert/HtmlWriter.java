package dev.alloc.cli.convert;

import com.samskivert.mustache.Mustache;
import dev.alloc.cli.report.Difference.Changes;
import dev.alloc.cli.report.TrackingReport;
import dev.alloc.cli.report.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page that needs nothing else: a table that is there without a script as well, and a flame
 * graph drawn by the script it contains. Its policy forbids it every request.
 */
final class HtmlWriter {

  private HtmlWriter() {}

  static String text(Subject subject) {
    List<Changes> allocators = subject.changes();
    TrackingReport baseline = subject.baseline();
    Map<String, Object> page = new HashMap<>();
    page.put("headline", headline(subject));
    page.put("source", subject.report().source());
    page.put("baseline", baseline == null ? List.of() : List.of(baseline.source()));
    page.put("allocators", allocators.stream().map(HtmlWriter::summary).toList());
    page.putAll(new HtmlTable(allocators, baseline != null).values());
    page.put("style", resource("report.css"));
    page.put("script", resource("report.js"));
    page.put("data", FlameData.json(allocators, baseline != null, subject.measure()));
    return Mustache.compiler().compile(resource("report.html")).execute(page);
  }

  private static String headline(Subject subject) {
    Usage live = subject.report().total();
    String now = "%s (%s) live".formatted(blocks(live.liveBlocks()), bytes(live.liveBytes()));
    TrackingReport baseline = subject.baseline();
    if (baseline == null) {
      return now;
    }
    Usage more = live.minus(baseline.total());
    return "%s, %s blocks (%s bytes)"
        .formatted(now, signed(more.liveBlocks()), signed(more.liveBytes()));
  }

  private static Map<String, Object> summary(Changes changes) {
    Usage total =
        changes.sites().stream().map(change -> change.after()).reduce(Usage.NONE, Usage::plus);
    List<String> notes = new ArrayList<>();
    if (changes.sampleBytes() != 0) {
      notes.add(
          "All its figures are estimates: one byte in %s was sampled."
              .formatted(number(changes.sampleBytes())));
    }
    return Map.of(
        "name",
        changes.allocator(),
        "text",
        "%s (%s) live, %s (%s) allocated, %s of them temporary, at %s sites."
            .formatted(
                blocks(total.liveBlocks()),
                bytes(total.liveBytes()),
                blocks(total.allocations()),
                bytes(total.allocatedBytes()),
                number(total.temporaryBlocks()),
                number(changes.sites().size())),
        "notes",
        notes);
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String signed(long value) {
    return value > 0 ? '+' + number(value) : number(value);
  }

  private static String blocks(long count) {
    return number(count) + (count == 1 ? " block" : " blocks");
  }

  private static String bytes(long count) {
    return number(count) + (count == 1 ? " byte" : " bytes");
  }

  private static String resource(String name) {
    try (@Nullable InputStream in = HtmlWriter.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing beside " + HtmlWriter.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
