package dev.alloc.cli.conformance;

import dev.alloc.cli.request.BadInputException;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how much to test, and how to repeat it. */
public final class TestingOptions {

  @Option(
      names = "--scale",
      paramLabel = "X",
      description = "The factor for all volumes; 1 by default, 0.1 for a quick look.")
  private double scale = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Draws the random numbers of the run that printed it.")
  private @Nullable Long seed;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many JVMs at a time; one for each two processors by default.")
  private int jobs = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  /** How often a rule may wait for its threads in vain before it is the JVM that ends. */
  private static final int WAITS = 5;

  @Option(
      names = "--time-limit",
      paramLabel = "S",
      description = "Seconds after which a rule counts as hung; 600 by default.")
  private int timeLimit = 600; // several times what a rule waits for its threads on slow machines

  /** Creates the options, for picocli to fill. */
  public TestingOptions() {}

  /**
   * Refuses numbers out of range, and draws a seed if none was given.
   *
   * @param java the Java that will test
   * @return under which conditions the tests will run
   * @throws BadInputException if a number is out of range
   */
  public Conditions conditions(JavaProgram java) {
    if (!(scale > 0 && scale <= 100)) {
      throw new BadInputException(
          "--scale %s: give a number above 0, at most 100.".formatted(scale));
    }
    if (jobs < 1) {
      throw new BadInputException("--jobs %d: give a number from 1.".formatted(jobs));
    }
    if (timeLimit < 1) {
      throw new BadInputException("--time-limit %d: give a number from 1.".formatted(timeLimit));
    }
    long drawn = seed == null ? new SplittableRandom().nextLong() >>> Integer.SIZE : seed;
    return Conditions.now(java, drawn, scale);
  }

  /**
   * Returns how many allocators to test at a time.
   *
   * @return a number from 1
   */
  public int jobs() {
    return jobs;
  }

  /**
   * Returns how long a rule may take.
   *
   * @return seconds, from 1
   */
  public int timeLimit() {
    return timeLimit;
  }

  /**
   * Returns these options as Java's launcher knows them.
   *
   * @param conditions of this run
   * @return options to come before the class path and the main class
   */
  public List<String> forJava(Conditions conditions) {
    return List.of(
        "-Dalloc.tck.seed=" + conditions.seed(),
        "-Dalloc.tck.scale=" + conditions.scale(),
        "-Dalloc.tck.timeLimit=" + Math.max(1, timeLimit / WAITS));
  }
}
