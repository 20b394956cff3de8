package dev.alloc.cli.conformance;

import java.util.List;
import java.util.Map;

/** Findings to write reports of. */
final class Found {
  static final Tested RIGHT =
      new Tested(
          new Subject("right", Map.of(), "amd64"),
          List.of(
              new Finding("1.3", Verdict.PASSED, "", "", 1_500_000_000),
              new Finding("1.10", Verdict.PASSED, "", "", 0),
              new Finding("9.1", Verdict.SKIPPED, "'right' does not declare RESET", "", 0)));

  static final Tested WRONG =
      new Tested(
          new Subject("wrong+heap", Map.of("wrong.fast", "true"), "heap"),
          List.of(
              new Finding("1.3", Verdict.FAILED, "a < b & \"c\"\nsecond", "at \u0001 X.java", 0),
              new Finding("1.10", Verdict.PASSED, "", "", 0),
              new Finding("9.1", Verdict.SKIPPED, "'wrong+heap' does not declare RESET", "", 0)));

  private Found() {}
}
