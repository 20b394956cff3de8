package dev.alloc.cli.conformance;

import java.util.Locale;

/** What the TCK says of one allocator and one rule. */
public enum Verdict {
  /** The rule is kept. */
  PASSED('.'),
  /** The rule is broken. */
  FAILED('F'),
  /** The rule does not apply, or there is nothing to verify it with. */
  SKIPPED('-');

  private final char symbol;

  Verdict(char symbol) {
    this.symbol = symbol;
  }

  /**
   * Returns the verdict as one character, for a matrix.
   *
   * @return {@code .}, {@code F} or {@code -}
   */
  public char symbol() {
    return symbol;
  }

  /** Returns the verdict as it stands in files that others read. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Verdict of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
