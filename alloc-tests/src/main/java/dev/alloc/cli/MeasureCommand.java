package dev.alloc.cli;

import dev.alloc.Allocators;
import dev.alloc.cli.measurement.MeasuringOptions;
import dev.alloc.cli.measurement.Outcome;
import dev.alloc.cli.measurement.OutcomeFile;
import dev.alloc.cli.measurement.ProgressLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The other end of {@code suite}: runs in the JVM that measures one allocator. */
@Command(
    name = "measure",
    hidden = true,
    description = "Measures one allocator in this JVM and leaves the outcome in a file.")
final class MeasureCommand implements Callable<Integer> {

  @Option(names = "--impl", required = true, paramLabel = "SPEC", description = "The allocator.")
  private String impl = "";

  @Option(names = "--result", required = true, description = "The file for the outcome.")
  private Path result = Path.of("");

  @Option(names = "--progress", description = "The label of the progress line.")
  private String label = "";

  @Mixin private final MeasuringOptions measuring = new MeasuringOptions();

  @Override
  public Integer call() throws IOException {
    try (ProgressLine line = ProgressLine.on(!label.isEmpty(), label)) {
      Outcome outcome =
          measuring.measurer().measure(impl, options -> Allocators.create(impl, options), line);
      OutcomeFile.write(result, outcome);
    }
    return 0;
  }
}
