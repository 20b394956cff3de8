package dev.alloc.cli.measurement;

import dev.alloc.cli.request.BadInputException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how much to measure. */
public final class MeasuringOptions {

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "Runs all programs N times; without it, until the times are stable.")
  private @Nullable Integer repeat;

  @Option(names = "--live", paramLabel = "N", description = "Keeps N more blocks alive meanwhile.")
  private int live;

  /** Creates the options, for picocli to fill. */
  public MeasuringOptions() {}

  /**
   * Returns what measures with these options.
   *
   * @return the measurer
   * @throws BadInputException if a number is out of range
   */
  public Measurer measurer() {
    if (repeat != null && repeat < 1) {
      throw new BadInputException(
          "--repeat %d: give a number from 1, or leave it out to go on until the times are stable."
              .formatted(repeat));
    }
    if (live < 0) {
      throw new BadInputException("--live %d: give a number from 0.".formatted(live));
    }
    return new Measurer(repeat == null ? 0 : repeat, live);
  }

  /**
   * Returns these options as they would be given to another process.
   *
   * @return command line arguments
   */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (repeat != null) {
      arguments.addAll(List.of("--repeat", repeat.toString()));
    }
    arguments.addAll(List.of("--live", Integer.toString(live)));
    return List.copyOf(arguments);
  }
}
