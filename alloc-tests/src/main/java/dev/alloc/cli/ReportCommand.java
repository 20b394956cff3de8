package dev.alloc.cli;

import dev.alloc.cli.convert.Measure;
import dev.alloc.cli.convert.ReportFormat;
import dev.alloc.cli.convert.Subject;
import dev.alloc.cli.report.ReportReader;
import dev.alloc.cli.report.TrackingReport;
import dev.alloc.cli.request.BadInputException;
import dev.alloc.cli.request.WritableFile;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Converts a JSON report of {@code tracking} to something for people or for other tools. */
@Command(
    name = "report",
    description = {
      "Converts a report of 'tracking'.",
      "The report is what a program writes with -Dalloc.impl=tracking -Dalloc.tracking.report=FILE"
          + " -Dalloc.tracking.format=json; 'alloc run --report' makes and converts one at once."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Example: ./alloc report leak.json --baseline good.json -o leak.txt"})
final class ReportCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FILE.json", description = "The report.")
  private Path file = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES}. By default what the name of the output ends in, or text.")
  private @Nullable ReportFormat format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file to write; by default standard output.")
  private @Nullable Path output;

  @Option(
      names = "--baseline",
      paramLabel = "OTHER.json",
      description = "A report to compare with, of this run or of another.")
  private @Nullable Path baseline;

  @Option(
      names = "--measure",
      paramLabel = "FIGURE",
      description = "What collapsed stacks count: ${COMPLETION-CANDIDATES}. By default liveBytes.")
  private @Nullable Measure measure;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() {
    ReportFormat chosen = chosenFormat();
    if (measure != null && !chosen.hasOneMeasure()) {
      throw new BadInputException(
          "--measure %s: the format %s has all figures; leave it out.".formatted(measure, chosen));
    }
    if (output != null) {
      WritableFile.require("--output", output);
    } else if (chosen.isBinary()) {
      throw new BadInputException(
          "--format %s is no text; name a file for it with --output.".formatted(chosen));
    }
    TrackingReport report = ReportReader.read(file);
    TrackingReport other = baseline == null ? null : ReportReader.read(baseline);
    byte[] bytes =
        chosen.bytes(new Subject(report, other, measure == null ? Measure.LIVE_BYTES : measure));
    if (output != null) {
      WritableFile.write("--output", output, bytes);
    } else {
      PrintWriter out = command.commandLine().getOut();
      out.print(new String(bytes, StandardCharsets.UTF_8));
      out.flush();
    }
    return 0;
  }

  private ReportFormat chosenFormat() {
    if (format != null) {
      return format;
    }
    if (output == null) {
      return ReportFormat.TEXT;
    }
    return ReportFormat.ofFile(output)
        .orElseThrow(
            () ->
                new BadInputException(
                    "--output %s: its name ends in none of %s; name one, or give --format."
                        .formatted(output, ReportFormat.endings())));
  }
}
