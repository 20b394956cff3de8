package dev.alloc.cli.conformance;

import dev.alloc.cli.request.BadInputException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that make fuzzing of a test: rule 3.7 by the million. */
public final class FuzzOptions {
  /** What fuzzing verifies. */
  public static final String RULE = "3.7";

  @Option(
      names = "--fuzz",
      paramLabel = "N",
      description =
          "Puts N random operations, some from several threads, to each allocator instead of the"
              + " rules, compares it with a model, and shrinks what fails.")
  private @Nullable Long operations;

  @Option(
      names = "--episode",
      paramLabel = "K",
      description = "The episode to begin with, as a failure of --fuzz names it; 0 by default.")
  private long episode;

  /** Creates the options, for picocli to fill. */
  public FuzzOptions() {}

  /**
   * Tells whether fuzzing was asked for.
   *
   * @return whether there is a number of operations
   * @throws BadInputException if a number is out of range, or an episode was named for nothing
   */
  public boolean isAskedFor() {
    if (operations != null && operations < 1) {
      throw new BadInputException("--fuzz %d: give a number from 1.".formatted(operations));
    }
    if (episode < 0 || (operations == null && episode > 0)) {
      throw new BadInputException(
          "--episode %d: give the number of an episode, with --fuzz.".formatted(episode));
    }
    return operations != null;
  }

  /**
   * Returns how many operations to play.
   *
   * @return a number from 1
   */
  public long operations() {
    return operations == null ? 0 : operations;
  }

  /**
   * Returns the first episode to play.
   *
   * @return a number from 0
   */
  public long episode() {
    return episode;
  }

  /**
   * Returns these options for the JVM that tests.
   *
   * @return none if no fuzzing was asked for
   */
  public List<String> arguments() {
    return operations == null
        ? List.of()
        : List.of("--fuzz", Long.toString(operations), "--episode", Long.toString(episode));
  }

  /**
   * Returns how fast it went.
   *
   * @param tested an allocator that passed
   * @return one line for a person
   */
  public String rate(Tested tested) {
    double seconds = tested.findings().getFirst().nanos() / 1e9;
    return String.format(
        Locale.ROOT,
        "%s: %,d operations, %.2f million/s",
        tested.subject().name(),
        operations(),
        operations() / seconds / 1e6);
  }
}
