package dev.alloc.cli.conformance;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Under which conditions allocators were tested; what it takes to repeat a run.
 *
 * @param seed the number behind everything random
 * @param scale the factor for all volumes
 * @param java the version and vendor of the JVM
 * @param system operating system and architecture
 * @param time when, to the second
 */
public record Conditions(long seed, double scale, String java, String system, Instant time) {

  /**
   * Returns the conditions of now.
   *
   * @param java the Java that tests
   * @param seed the number behind everything random
   * @param scale the factor for all volumes
   * @return the conditions
   */
  public static Conditions now(JavaProgram java, long seed, double scale) {
    return new Conditions(
        seed,
        scale,
        java.version(),
        "%s %s".formatted(System.getProperty("os.name"), java.architecture()),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Shown at the end of reports. */
  @Override
  public String toString() {
    return "seed %d, scale %s, Java %s, %s, %s".formatted(seed, scale, java, system, time);
  }
}
