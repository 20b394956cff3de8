package dev.alloc.cli.convert;

import dev.alloc.cli.report.Difference.Change;
import dev.alloc.cli.report.Difference.Changes;
import dev.alloc.cli.report.Frame;
import dev.alloc.cli.report.Site;
import dev.alloc.cli.report.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/** What the page's script draws the flame graph from: frames by number, and the sites. */
final class FlameData {
  private final Map<Frame, Integer> frames = new LinkedHashMap<>();
  private final List<Map<String, Object>> sites = new ArrayList<>();

  private FlameData() {}

  /** Returns JSON that may stand in an HTML script. */
  static String json(List<Changes> allocators, boolean compared, Measure measure) {
    FlameData data = new FlameData();
    for (Changes changes : allocators) {
      changes.sites().forEach(change -> data.add(changes.allocator(), change, compared));
    }
    Map<String, Object> values =
        Map.of(
            "measures", Arrays.stream(Measure.values()).map(Measure::toString).toList(),
            "measure", measure.toString(),
            "frames", data.frames.keySet().stream().map(FlameData::frame).toList(),
            "sites", data.sites);
    return JSON.std.asString(values).replace("<", "\\u003c"); // ends no script, begins no comment
  }

  private void add(String allocator, Change change, boolean compared) {
    Site.Place place = change.place();
    List<Frame> stack = new ArrayList<>(place.stack());
    if (stack.isEmpty()) {
      stack.add(Frame.standIn(CollapsedWriter.NO_STACK));
    } else if (place.truncated()) {
      stack.add(Frame.standIn(CollapsedWriter.TRUNCATED));
    }
    Map<String, Object> site = new LinkedHashMap<>();
    site.put("stack", stack.stream().map(this::number).toList());
    site.put("thread", place.threadName());
    site.put("title", place.title());
    site.put("allocator", allocator);
    site.put("now", figures(change.after()));
    if (compared) {
      site.put("before", figures(change.before()));
    }
    sites.add(site);
  }

  private int number(Frame frame) {
    return frames.computeIfAbsent(frame, _ -> frames.size());
  }

  /** What fits into a narrow frame, and all. */
  private static List<String> frame(Frame frame) {
    String method = frame.method().isEmpty() ? "" : '.' + frame.method();
    String line = frame.line() < 0 ? "" : ":" + frame.line();
    String simpleName = frame.type().substring(frame.type().lastIndexOf('.') + 1);
    return List.of(
        frame.method().isEmpty() ? frame.type() : simpleName + method + line,
        frame.method().isEmpty() ? frame.type() : frame.toString());
  }

  private static List<Long> figures(Usage usage) {
    return Arrays.stream(Measure.values()).map(measure -> measure.of(usage)).toList();
  }
}
