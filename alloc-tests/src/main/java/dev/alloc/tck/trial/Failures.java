package dev.alloc.tck.trial;

import org.opentest4j.AssertionFailedError;

/** Failures of rules, worded so that they can be read without the source. */
public final class Failures {

  private Failures() {}

  /** Returns the failure of a rule. */
  public static AssertionFailedError of(String rule, String message) {
    return new AssertionFailedError("rule " + rule + ": " + message);
  }

  /** Returns the failure of a rule that was caused by what the allocator threw. */
  public static AssertionFailedError because(String rule, String message, Throwable cause) {
    return new AssertionFailedError("rule " + rule + ": " + message + ": " + cause, cause);
  }
}
