package dev.alloc.cli.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.jr.ob.JSON;

/** What a JVM that tests says to the one that asked: a line of its standard output. */
sealed interface Event {
  /** No program begins a line like this by accident; what others print is passed over. */
  String MARKER = "\u001ealloc-tck ";

  /**
   * A rule begins.
   *
   * @param rule its number
   */
  record Started(String rule) implements Event {}

  /**
   * How far the rule that is running has come, for when nothing more is heard.
   *
   * @param place readable behind "in"
   */
  record Reached(String place) implements Event {}

  /**
   * A rule has ended.
   *
   * @param finding how
   */
  record Ended(Finding finding) implements Event {}

  /**
   * The allocator cannot be created.
   *
   * @param reason why, readable on its own
   */
  record Refused(String reason) implements Event {}

  /** All rules have ended. */
  record Finished() implements Event {}

  /** Returns the event as text that {@link #read} understands, on a line of its own. */
  default String line() {
    Map<String, Object> values = new LinkedHashMap<>();
    switch (this) {
      case Started(String rule) -> values.put("started", rule);
      case Reached(String place) -> values.put("reached", place);
      case Refused(String reason) -> values.put("refused", reason);
      case Finished() -> values.put("finished", true);
      case Ended(Finding finding) -> {
        values.put("rule", finding.rule());
        values.put("verdict", finding.verdict().toString());
        values.put("reason", finding.reason());
        values.put("details", finding.details());
        values.put("nanos", finding.nanos());
      }
    }
    // what native code has printed may lack its end of line
    return "\n" + MARKER + JSON.std.asString(values) + "\n";
  }

  /** Returns the event that a line stands for, or empty if somebody else printed it. */
  static Optional<Event> read(String line) {
    return line.startsWith(MARKER)
        ? Optional.of(of(JSON.std.mapFrom(line.substring(MARKER.length()))))
        : Optional.empty();
  }

  private static Event of(Map<String, Object> values) {
    if (values.containsKey("started")) {
      return new Started(text(values, "started"));
    }
    if (values.containsKey("reached")) {
      return new Reached(text(values, "reached"));
    }
    if (values.containsKey("refused")) {
      return new Refused(text(values, "refused"));
    }
    if (values.containsKey("finished")) {
      return new Finished();
    }
    return new Ended(
        new Finding(
            text(values, "rule"),
            Verdict.of(text(values, "verdict")),
            text(values, "reason"),
            text(values, "details"),
            ((Number) Objects.requireNonNull(values.get("nanos"))).longValue()));
  }

  private static String text(Map<String, Object> values, String name) {
    return Objects.requireNonNull(values.get(name), name).toString();
  }
}
