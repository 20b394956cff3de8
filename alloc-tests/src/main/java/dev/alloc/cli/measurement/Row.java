package dev.alloc.cli.measurement;

import dev.alloc.suite.SuiteRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A line of the suite's table.
 *
 * @param run what was found
 * @param ratioToSystem the median time per pass, divided by that of {@code system}; empty if that
 *     was not measured
 */
public record Row(SuiteRun run, OptionalDouble ratioToSystem) {
  private static final String REFERENCE = "system";

  /**
   * Makes rows of runs.
   *
   * @param runs the runs, in the order of the table
   * @return a row for each
   */
  public static List<Row> of(List<SuiteRun> runs) {
    OptionalDouble reference =
        runs.stream()
            .filter(run -> run.impl().equals(REFERENCE) && run.medianNanosPerPass() > 0)
            .mapToDouble(SuiteRun::medianNanosPerPass)
            .findFirst();
    List<Row> rows = new ArrayList<>();
    for (SuiteRun run : runs) {
      rows.add(
          new Row(
              run,
              reference.isEmpty()
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(run.medianNanosPerPass() / reference.getAsDouble())));
    }
    return rows;
  }

  /**
   * Returns this row for a JSON file; the names are relied upon by others.
   *
   * @return the values by their names, null where unknown
   */
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("impl", run.impl());
    values.put("programs", run.programs());
    values.put("passed", run.passed());
    values.put("allocationsPerPass", run.allocationsPerPass());
    values.put("firstNanosPerPass", run.firstNanosPerPass());
    values.put("bestNanosPerPass", run.bestNanosPerPass());
    values.put("medianNanosPerPass", run.medianNanosPerPass());
    values.put("ratioToSystem", ratioToSystem.isPresent() ? ratioToSystem.getAsDouble() : null);
    values.put(
        "liveBlocksAfter",
        run.liveBlocksAfter().isPresent() ? run.liveBlocksAfter().getAsLong() : null);
    return values;
  }
}
