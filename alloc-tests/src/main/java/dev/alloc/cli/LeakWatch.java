package dev.alloc.cli;

import dev.alloc.cli.convert.Measure;
import dev.alloc.cli.convert.ReportFormat;
import dev.alloc.cli.convert.Subject;
import dev.alloc.cli.report.AllocatorReport;
import dev.alloc.cli.report.ReportReader;
import dev.alloc.cli.report.TrackingReport;
import dev.alloc.cli.report.Usage;
import dev.alloc.cli.request.BadInputException;
import dev.alloc.cli.request.WritableFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The options by which {@code run} looks at what a program left live. */
final class LeakWatch {
  /** What a program that leaked ends with, as LeakSanitizer has it. */
  static final int LEAKED = 23;

  /** Where a program writes its report to; the plugin's option. */
  static final String REPORT_PROPERTY = "alloc.tracking.report";

  private static final String FORMAT_PROPERTY = "alloc.tracking.format";
  private static final String TRACKING = "tracking";
  private static final String JSON = ".json";
  private static final String NO_ALLOCATOR =
      "{\"format\":\"alloc-tracking\",\"version\":1,\"allocators\":[]}\n";

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Writes what was live at the program's end, in the format that the file's name ends in:"
              + " .json or one of those of 'alloc report'. Written also if nothing is.")
  private @Nullable Path file;

  @Option(
      names = "--fail-on-leak",
      description =
          "Exit code "
              + LEAKED
              + " if something was live at the end of a program that ended with"
              + " 0. Without --report the text goes to standard error then.")
  private boolean fail;

  boolean isAsked() {
    return file != null || fail;
  }

  /** Refuses what cannot work before the program is started. */
  void check(String impl, Map<String, String> properties) {
    String option = file != null ? "--report" : "--fail-on-leak";
    if (!Arrays.asList(impl.split("\\+", -1)).contains(TRACKING)) {
      throw new BadInputException(
          "%s needs an allocator that tracks; give --impl %s+%s."
              .formatted(option, TRACKING, impl));
    }
    for (String property : new String[] {REPORT_PROPERTY, FORMAT_PROPERTY}) {
      if (properties.containsKey(property)) {
        throw new BadInputException(
            "%s and -D%s=%s: the program can write one report only; leave one out."
                .formatted(option, property, properties.get(property)));
      }
    }
    if (file != null) {
      if (!isJson(file) && ReportFormat.ofFile(file).isEmpty()) {
        throw new BadInputException(
            "--report %s: its name ends in none of %s, %s."
                .formatted(file, JSON, ReportFormat.endings()));
      }
      WritableFile.require("--report", file);
    }
  }

  /** The properties by which the program writes its report to a file. */
  static Map<String, String> properties(Path json) {
    return Map.of(REPORT_PROPERTY, json.toString(), FORMAT_PROPERTY, "json");
  }

  /**
   * Looks at a program's report.
   *
   * @param json where the program was to write it to; empty if it did not
   * @param program the program
   * @param exitCode the program's
   * @return the exit code of {@code run}
   */
  int conclude(Path json, String program, int exitCode, PrintWriter err) {
    boolean hasReport = isWritten(json);
    TrackingReport report = ReportReader.read(json).from("At the end of " + program);
    if (file != null) {
      byte[] bytes =
          isJson(file) ? contents(json) : bytes(ReportFormat.ofFile(file).orElseThrow(), report);
      WritableFile.write("--report", file, bytes);
    }
    boolean leaked =
        report.allocators().stream().map(AllocatorReport::total).anyMatch(Usage::isLive);
    if (!hasReport) {
      err.println(
          "alloc: the program wrote no report. It created no allocator, did not end by itself, or"
              + " ended by Runtime.halt.");
    } else if (leaked && file != null) {
      Usage total = report.total();
      err.printf(
          "alloc: %d %s (%d bytes) live at the program's end, see %s%n",
          total.liveBlocks(),
          total.liveBlocks() == 1 ? "block" : "blocks",
          total.liveBytes(),
          file);
    } else if (leaked) {
      err.print(new String(bytes(ReportFormat.TEXT, report), StandardCharsets.UTF_8));
    }
    err.flush();
    if (exitCode != 0 || !fail) {
      return exitCode;
    }
    return hasReport ? (leaked ? LEAKED : ExitCode.OK) : ExitCode.USAGE;
  }

  /** Whether there is a report; makes one of no allocator if there is none. */
  private static boolean isWritten(Path json) {
    try {
      if (Files.size(json) != 0) {
        return true;
      }
      Files.writeString(json, NO_ALLOCATOR);
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] contents(Path json) {
    try {
      return Files.readAllBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(ReportFormat format, TrackingReport report) {
    return format.bytes(new Subject(report, null, Measure.LIVE_BYTES));
  }

  private static boolean isJson(Path file) {
    return file.toString().endsWith(JSON);
  }
}
