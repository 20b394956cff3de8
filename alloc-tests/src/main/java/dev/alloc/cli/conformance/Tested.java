package dev.alloc.cli.conformance;

import java.util.List;

/**
 * All that was found of one allocator.
 *
 * @param subject the allocator
 * @param findings one for each rule that was asked for, in the order of the contract
 */
public record Tested(Subject subject, List<Finding> findings) {

  /** Copies the list. */
  public Tested {
    findings = List.copyOf(findings);
  }

  /**
   * Counts.
   *
   * @param verdict a verdict
   * @return how many rules ended so
   */
  public long count(Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  /**
   * Returns how long all rules took.
   *
   * @return seconds, rounded
   */
  public long seconds() {
    return Math.round(findings.stream().mapToLong(Finding::nanos).sum() / 1e9);
  }

  /**
   * Returns one line for a person.
   *
   * @return how many rules passed, failed and were skipped
   */
  public String summary() {
    return "%s: %d passed, %d failed, %d skipped, %d s"
        .formatted(
            subject.name(),
            count(Verdict.PASSED),
            count(Verdict.FAILED),
            count(Verdict.SKIPPED),
            seconds());
  }
}
