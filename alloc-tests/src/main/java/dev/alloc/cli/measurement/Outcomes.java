package dev.alloc.cli.measurement;

import dev.alloc.suite.SuiteRun;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of each allocator of one command, in the order in which they were measured. */
public final class Outcomes {
  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  private final Set<String> asked;

  /**
   * Creates a collection of none.
   *
   * @param asked the specs that were asked for; others are measured for comparison
   */
  public Outcomes(Set<String> asked) {
    this.asked = Set.copyOf(asked);
  }

  /**
   * Adds an outcome.
   *
   * @param spec the allocator
   * @param outcome what became of it
   */
  public void add(String spec, Outcome outcome) {
    outcomes.put(spec, outcome);
  }

  /**
   * Returns a row for each allocator that was measured.
   *
   * @return the rows of the table
   */
  public List<Row> rows() {
    List<SuiteRun> runs = new ArrayList<>();
    for (Outcome outcome : outcomes.values()) {
      if (outcome instanceof Outcome.Measured(SuiteRun run)) {
        runs.add(run);
      }
    }
    return Row.of(runs);
  }

  /**
   * Writes what went wrong, each thing once.
   *
   * @param err where to write
   */
  public void explain(PrintWriter err) {
    outcomes.forEach(
        (spec, outcome) -> {
          switch (outcome) {
            case Outcome.Measured measured ->
                measured.problems().forEach(problem -> err.println(spec + ": " + problem));
            case Outcome.Refused refused ->
                err.println(
                    asked.contains(spec)
                        ? refused.reason()
                        : "Not compared with '%s': %s".formatted(spec, refused.reason()));
            case Outcome.Crashed crashed ->
                err.println(
                    "%s: the JVM ended with exit code %d before it had a result."
                        .formatted(spec, crashed.exitCode()));
          }
        });
    err.flush();
  }

  /**
   * Returns how the command ends.
   *
   * @return 1 if a program failed or leaked, 2 if an allocator that was asked for could not be
   *     created, else 0
   */
  public int exitCode() {
    boolean refused = false;
    for (Map.Entry<String, Outcome> entry : outcomes.entrySet()) {
      switch (entry.getValue()) {
        case Outcome.Measured measured -> {
          if (!measured.problems().isEmpty()) {
            return 1;
          }
        }
        case Outcome.Crashed crashed -> {
          return 1;
        }
        case Outcome.Refused reason -> refused |= asked.contains(entry.getKey());
      }
    }
    return refused ? 2 : 0;
  }
}
