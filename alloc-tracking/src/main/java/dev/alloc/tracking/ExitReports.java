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

/** Writes what is live when the JVM exits. It only reports: nothing is closed, no exit code set. */
final class ExitReports {
  private static final String STANDARD_ERROR = "-";

  // Strong: what nobody closed before it was forgotten is a leak as well.
  private static final Map<Target, List<TrackingAllocator>> WATCHED =
      new LinkedHashMap<>(); // guarded by itself

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(ExitReports::writeAll, "alloc-tracking-report"));
  }

  /** Where to, and how. */
  record Target(String file, ReportFormat format) {}

  private ExitReports() {}

  static void add(TrackingAllocator allocator, Target target) {
    synchronized (WATCHED) {
      List<TrackingAllocator> watched = WATCHED.computeIfAbsent(target, _ -> new ArrayList<>());
      watched.removeIf(other -> other.lifetime().isClosed());
      watched.add(allocator);
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
          (target, allocators) ->
              reports.put(
                  target,
                  allocators.stream()
                      .filter(allocator -> !allocator.lifetime().isClosed())
                      .map(allocator -> TrackingSnapshot.of(allocator).report())
                      .toList()));
    }
    return reports;
  }
}
