package dev.alloc.cli.convert;

import dev.alloc.cli.report.Difference.Change;
import dev.alloc.cli.report.Difference.Changes;
import dev.alloc.cli.report.Site;
import dev.alloc.cli.report.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The values of the page's table: a row for each site, and one for all that are left out. */
final class HtmlTable {
  private static final int MOST_ROWS = 1_000; // browsers lay out no more without a delay

  private record Row(String allocator, Change change) {}

  private record Column(String name, boolean signed, ToLongFunction<Change> figure) {}

  private final boolean severalAllocators;
  private final List<Column> columns;
  private final List<Row> rows;

  HtmlTable(List<Changes> allocators, boolean compared) {
    this.severalAllocators = allocators.size() > 1;
    this.columns = columns(compared);
    Comparator<Row> order =
        Comparator.comparingLong(row -> columns.getFirst().figure().applyAsLong(row.change()));
    this.rows =
        allocators.stream()
            .flatMap(
                changes ->
                    changes.sites().stream().map(change -> new Row(changes.allocator(), change)))
            .sorted(order.reversed())
            .toList();
  }

  private static List<Column> columns(boolean compared) {
    List<Column> columns = new ArrayList<>();
    if (compared) {
      columns.add(
          new Column(
              "Change in live bytes",
              true,
              change -> change.after().liveBytes() - change.before().liveBytes()));
      columns.add(
          new Column(
              "Change in live blocks",
              true,
              change -> change.after().liveBlocks() - change.before().liveBlocks()));
    }
    columns.add(now("Live bytes", Usage::liveBytes));
    columns.add(now("Live blocks", Usage::liveBlocks));
    columns.add(now("Peak bytes", Usage::peakBytes));
    columns.add(now("Allocated bytes", Usage::allocatedBytes));
    columns.add(now("Allocated blocks", Usage::allocations));
    columns.add(now("Temporary bytes", Usage::temporaryBytes));
    columns.add(now("Temporary blocks", Usage::temporaryBlocks));
    return columns;
  }

  private static Column now(String name, ToLongFunction<Usage> figure) {
    return new Column(name, false, change -> figure.applyAsLong(change.after()));
  }

  Map<String, Object> values() {
    List<Row> rest = rows.subList(Math.min(rows.size(), MOST_ROWS), rows.size());
    return Map.of(
        "columns",
        columns.stream().map(this::header).toList(),
        "severalAllocators",
        severalAllocators,
        "hasTitles",
        rows.stream().anyMatch(row -> !row.change().place().title().isEmpty()),
        "rows",
        rows.stream().limit(MOST_ROWS).map(this::row).toList(),
        "rest",
        rest.isEmpty() ? List.of() : List.of(rest(rest)));
  }

  private Map<String, Object> header(Column column) {
    boolean first = column.equals(columns.getFirst());
    return Map.of("name", column.name(), "sort", first ? "descending" : "none");
  }

  private Map<String, Object> row(Row row) {
    Site.Place place = row.change().place();
    List<String> stack = new ArrayList<>();
    place.stack().forEach(frame -> stack.add(frame.toString()));
    if (stack.isEmpty()) {
      stack.add(CollapsedWriter.NO_STACK);
    } else if (place.truncated()) {
      stack.add(CollapsedWriter.TRUNCATED);
    }
    return Map.of(
        "line", line(stack.getFirst()),
        "callers", stack.subList(1, stack.size()),
        "hasCallers", stack.size() > 1,
        "figures", columns.stream().map(column -> figure(column, row.change())).toList(),
        "thread", thread(place),
        "title", place.title(),
        "allocator", row.allocator());
  }

  /** In two parts, so that a narrow column shows the class in one piece. */
  private static Map<String, String> line(String frame) {
    int type = frame.lastIndexOf('.', Math.max(0, frame.lastIndexOf('.', frame.indexOf('(')) - 1));
    return Map.of("package", frame.substring(0, type + 1), "rest", frame.substring(type + 1));
  }

  private static String thread(Site.Place place) {
    return place.threadId() == Site.ANY_THREAD
        ? place.threadName()
        : "%s (%d)".formatted(place.threadName(), place.threadId());
  }

  private Map<String, Object> rest(List<Row> rest) {
    Change sum =
        new Change(
            rest.getFirst().change().place(),
            sum(rest.stream().map(row -> row.change().before())),
            sum(rest.stream().map(row -> row.change().after())));
    return Map.of(
        "count", HtmlWriter.number(rest.size()),
        "figures", columns.stream().map(column -> figure(column, sum)).toList());
  }

  private static Usage sum(Stream<Usage> usages) {
    return usages.reduce(Usage.NONE, Usage::plus);
  }

  private static Map<String, Object> figure(Column column, Change change) {
    long value = column.figure().applyAsLong(change);
    return Map.of(
        "name", column.name(),
        "value", Long.toString(value),
        "text", column.signed() ? HtmlWriter.signed(value) : HtmlWriter.number(value));
  }
}
