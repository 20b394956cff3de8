package dev.alloc.cli.measurement;

import dev.alloc.suite.SuiteRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.jr.ob.JSON;

/**
 * The file in which a JVM that measured one allocator leaves the outcome for the one that asked.
 */
public final class OutcomeFile {

  private OutcomeFile() {}

  /**
   * Writes an outcome.
   *
   * @param file the file
   * @param outcome measured or refused; a JVM that crashed writes nothing
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, Outcome outcome) throws IOException {
    Map<String, @Nullable Object> values =
        switch (outcome) {
          case Outcome.Measured measured -> values(measured.run());
          case Outcome.Refused refused -> Map.of("refused", refused.reason());
          case Outcome.Crashed crashed ->
              throw new IllegalArgumentException("nobody is left to write " + crashed);
        };
    Files.writeString(file, JSON.std.asString(values));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param file the file
   * @param exitCode the exit code of the JVM that was to write it
   * @return the outcome; {@link Outcome.Crashed} if the file is empty
   * @throws IOException if the file cannot be read
   */
  public static Outcome read(Path file, int exitCode) throws IOException {
    String text = Files.readString(file);
    if (text.isEmpty()) {
      return new Outcome.Crashed(exitCode);
    }
    Map<String, Object> values = JSON.std.mapFrom(text);
    return values.containsKey("refused")
        ? new Outcome.Refused(values.get("refused").toString())
        : new Outcome.Measured(run(values));
  }

  private static Map<String, @Nullable Object> values(SuiteRun run) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("impl", run.impl());
    values.put("programs", run.programs());
    values.put("passed", run.passed());
    values.put("allocationsPerPass", run.allocationsPerPass());
    values.put("firstNanosPerPass", run.firstNanosPerPass());
    values.put("bestNanosPerPass", run.bestNanosPerPass());
    values.put("medianNanosPerPass", run.medianNanosPerPass());
    run.liveBlocksAfter().ifPresent(blocks -> values.put("liveBlocksAfter", blocks));
    values.put("failures", run.failures());
    return values;
  }

  private static SuiteRun run(Map<String, Object> values) {
    return new SuiteRun(
        text(values, "impl"),
        (int) number(values, "programs"),
        (int) number(values, "passed"),
        number(values, "allocationsPerPass"),
        number(values, "firstNanosPerPass"),
        number(values, "bestNanosPerPass"),
        number(values, "medianNanosPerPass"),
        values.containsKey("liveBlocksAfter")
            ? OptionalLong.of(number(values, "liveBlocksAfter"))
            : OptionalLong.empty(),
        ((List<?>) Objects.requireNonNull(values.get("failures")))
            .stream().map(Object::toString).toList());
  }

  private static long number(Map<String, Object> values, String name) {
    return ((Number) Objects.requireNonNull(values.get(name), name)).longValue();
  }

  private static String text(Map<String, Object> values, String name) {
    return Objects.requireNonNull(values.get(name), name).toString();
  }
}
