package dev.alloc.cli.convert;

import dev.alloc.cli.report.AllocatorReport;
import dev.alloc.cli.report.Frame;
import dev.alloc.cli.report.Site;
import dev.alloc.cli.report.TrackingReport;
import dev.alloc.cli.report.Usage;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A line for each stack: its frames from the outermost, joined by semicolons, and a figure; with a
 * baseline two figures, before and after, as {@code difffolded.pl} writes them.
 */
final class CollapsedWriter {
  static final String NO_STACK = "[no stack recorded]";
  static final String TRUNCATED = "[deeper frames not recorded]";

  private CollapsedWriter() {}

  static String text(Subject subject) {
    Map<String, Long> before = stacks(subject.baseline(), subject.measure());
    Map<String, Long> after = stacks(subject.report(), subject.measure());
    Map<String, Long> all = new TreeMap<>(before);
    all.putAll(after);
    StringBuilder text = new StringBuilder();
    for (String stack : all.keySet()) {
      long earlier = before.getOrDefault(stack, 0L);
      long later = after.getOrDefault(stack, 0L);
      if (earlier == 0 && later == 0) {
        continue;
      }
      text.append(stack).append(' ');
      if (subject.baseline() != null) {
        text.append(earlier).append(' ');
      }
      text.append(later).append('\n');
    }
    return text.toString();
  }

  private static Map<String, Long> stacks(@Nullable TrackingReport report, Measure measure) {
    Map<String, Long> stacks = new TreeMap<>();
    if (report != null) {
      for (AllocatorReport allocator : report.allocators()) {
        @Nullable String root = report.allocators().size() > 1 ? allocator.name() : null;
        for (Site site : allocator.sites()) {
          Usage usage = site.usage();
          stacks.merge(stack(root, site.place()), measure.of(usage), Long::sum);
        }
      }
    }
    return stacks;
  }

  private static String stack(@Nullable String root, Site.Place place) {
    StringJoiner frames = new StringJoiner(";");
    if (root != null) {
      frames.add(plain(root));
    }
    List<Frame> stack = place.stack();
    if (stack.isEmpty()) {
      frames.add(NO_STACK);
    } else if (place.truncated()) {
      frames.add(TRUNCATED);
    }
    stack.reversed().forEach(frame -> frames.add(plain(name(frame))));
    return frames.toString();
  }

  /** With its line: a leak is at one of several in a method. */
  private static String name(Frame frame) {
    return frame.line() < 0
        ? frame.qualifiedMethod()
        : frame.qualifiedMethod() + ':' + frame.line();
  }

  /** Some languages have names with blanks; only what ends a frame or a line may not be in one. */
  private static String plain(String name) {
    return name.replaceAll("[;\\p{Cntrl}]", "_");
  }
}
