package dev.alloc.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A promise: {@code subject/baseline=1.10} (a ratio) or {@code subject-baseline=3} (nanoseconds).
 *
 * @param subject the label of the subject that is limited
 * @param baseline the label of the subject it is compared with
 * @param isRatio whether times are divided; they are subtracted otherwise
 * @param atMost the largest value that keeps the promise
 */
record Limit(String subject, String baseline, boolean isRatio, double atMost) {
  private static final Pattern FORM =
      Pattern.compile("([\\w:+.]+)([/-])([\\w:+.]+)=(\\d+(?:\\.\\d+)?)");

  /** What the measurements say of a promise. */
  enum Verdict {
    /** The whole interval lies within the limit. */
    MET,
    /** The interval contains the limit, or there is none. */
    OPEN,
    /** The whole interval lies beyond the limit. */
    MISSED
  }

  static Limit parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not SUBJECT/BASELINE=RATIO or SUBJECT-BASELINE=NANOSECONDS");
    }
    return new Limit(
        matcher.group(1),
        matcher.group(3),
        matcher.group(2).equals("/"),
        Double.parseDouble(matcher.group(4)));
  }

  Interval measure(double[] subjectNanos, double[] baselineNanos) {
    return isRatio
        ? Interval.ofRatios(subjectNanos, baselineNanos)
        : Interval.ofDifferences(subjectNanos, baselineNanos);
  }

  Verdict verdict(Interval measured) {
    if (measured.high() <= atMost) {
      return Verdict.MET;
    }
    return measured.low() > atMost ? Verdict.MISSED : Verdict.OPEN;
  }

  @Override
  public String toString() {
    return isRatio
        ? "%s / %s ≤ %.2f".formatted(subject, baseline, atMost)
        : "%s − %s ≤ %.1f ns".formatted(subject, baseline, atMost);
  }
}
