package dev.alloc.cli.conformance;

/**
 * What was found of one rule.
 *
 * @param rule its number, for example {@code 1.4}
 * @param verdict how it ended
 * @param reason why it failed or was skipped; empty if it passed
 * @param details the stack trace or the end of a crash log; empty if there is none
 * @param nanos how long it took
 */
public record Finding(String rule, Verdict verdict, String reason, String details, long nanos) {

  static Finding failed(String rule, String reason, String details) {
    return new Finding(rule, Verdict.FAILED, reason, details, 0);
  }

  static Finding skipped(String rule, String reason) {
    return new Finding(rule, Verdict.SKIPPED, reason, "", 0);
  }

  /**
   * Returns the reason in one line.
   *
   * @return its first line
   */
  public String firstLine() {
    return reason.lines().findFirst().orElse("");
  }
}
