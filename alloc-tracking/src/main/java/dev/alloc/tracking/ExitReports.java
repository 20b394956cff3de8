package dev.alloc.tracking;

import dev.alloc.tracking.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** Writes what is live when the JVM exits. It only reports: nothing is closed, no exit code set. */
final class ExitReports {
  private static final String STANDARD_ERROR = "-";

  // Weak: an allocator that nobody closes must not be kept by being watched.
  private static final Map<TrackingAllocator, Target> WATCHED =
      new WeakHashMap<>(); // guarded by itself

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(ExitReports::writeAll, "alloc-tracking-report"));
  }

  /** Where to, and how. */
  record Target(String file, ReportFormat format) {}

  private ExitReports() {}

  static void add(TrackingAllocator allocator, Target target) {
    synchronized (WATCHED) {
      WATCHED.put(allocator, target);
    }
  }

  private static void writeAll() {
    open()
        .forEach(
            (target, reports) -> {
              try {
                write(target, reports);
              } catch (IOException | UncheckedIOException e) {
                System.err.println("alloc.tracking.report=" + target.file() + ": " + e);
              }
            });
  }

  /** Writes to a file in any case; to standard error only if something is live. */
  static void write(Target target, List<Report> reports) throws IOException {
    if (!target.file().equals(STANDARD_ERROR)) {
      Files.writeString(Path.of(target.file()), target.format().of(reports));
      return;
    }
    List<Report> live = reports.stream().filter(ExitReports::isLive).toList();
    if (!live.isEmpty()) {
      System.err.print(target.format().of(live));
      System.err.flush();
    }
  }

  private static boolean isLive(Report report) {
    return report.total().liveBlocks() != 0 || report.total().liveBytes() != 0;
  }

  private static Map<Target, List<Report>> open() {
    Map<Target, List<Report>> reports = new LinkedHashMap<>();
    synchronized (WATCHED) {
      WATCHED.forEach(
          (allocator, target) -> {
            if (!allocator.lifetime().isClosed()) {
              reports
                  .computeIfAbsent(target, _ -> new ArrayList<>())
                  .add(TrackingSnapshot.of(allocator).report());
            }
          });
    }
    return reports;
  }
}
