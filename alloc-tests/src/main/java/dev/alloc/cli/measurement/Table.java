package dev.alloc.cli.measurement;

import dev.alloc.suite.SuiteRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays the rows out for a person: the first column to the left, numbers to the right. */
public final class Table {
  private static final String UNKNOWN = "–";
  private static final String GAP = "   ";
  private static final List<String> HEADER =
      List.of(
          "allocator",
          "passed",
          "allocations/pass",
          "first ms",
          "best ms",
          "median ms",
          "× system",
          "live after");

  private Table() {}

  /**
   * Returns the lines of the table, the header first.
   *
   * @param rows the rows
   * @return lines without ends of line
   */
  public static List<String> lines(List<Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(HEADER);
    rows.forEach(row -> cells.add(cells(row)));
    int[] widths = new int[HEADER.size()];
    for (List<String> line : cells) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    return cells.stream().map(line -> aligned(line, widths)).toList();
  }

  private static List<String> cells(Row row) {
    SuiteRun run = row.run();
    return List.of(
        run.impl(),
        run.passed() + "/" + run.programs(),
        String.format(Locale.ROOT, "%,d", run.allocationsPerPass()),
        milliseconds(run.firstNanosPerPass()),
        milliseconds(run.bestNanosPerPass()),
        milliseconds(run.medianNanosPerPass()),
        row.ratioToSystem().isPresent()
            ? String.format(Locale.ROOT, "%.2f", row.ratioToSystem().getAsDouble())
            : UNKNOWN,
        run.liveBlocksAfter().isPresent()
            ? Long.toString(run.liveBlocksAfter().getAsLong())
            : UNKNOWN);
  }

  private static String milliseconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
  }

  private static String aligned(List<String> line, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = line.get(column);
      String padding = " ".repeat(widths[column] - cell.length());
      text.append(column == 0 ? cell + padding : GAP + padding + cell);
    }
    return text.toString();
  }
}
