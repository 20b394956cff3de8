package dev.alloc.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A promise: {@code subject=1.6}, two threads together do at least so many times what one does.
 *
 * @param subject the label of the subject
 * @param atLeast the smallest ratio that keeps the promise
 */
record Scaling(String subject, double atLeast) {
  private static final Pattern FORM = Pattern.compile("([\\w:+.]+)=(\\d+(?:\\.\\d+)?)");
  private static final int THREADS = 2;

  /** The promise held against the measurements. */
  record Judged(Scaling promise, Interval measured) {

    Limit.Verdict verdict() {
      if (measured.low() >= promise.atLeast) {
        return Limit.Verdict.MET;
      }
      return measured.high() < promise.atLeast ? Limit.Verdict.MISSED : Limit.Verdict.OPEN;
    }

    @Override
    public String toString() {
      return "%s, %d threads / 1 ≥ %.2f: %.2f (%.2f … %.2f), **%s**"
          .formatted(
              promise.subject,
              THREADS,
              promise.atLeast,
              measured.mean(),
              measured.low(),
              measured.high(),
              verdict().name().toLowerCase(Locale.ROOT));
    }
  }

  static Scaling parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not SUBJECT=RATIO");
    }
    return new Scaling(matcher.group(1), Double.parseDouble(matcher.group(2)));
  }

  /** Judges the promises of a question of two threads, if one thread was measured too. */
  static Stream<Judged> all(Results results, Subject.Question question) {
    return Arrays.stream(question.compared().scaling())
        .map(Scaling::parse)
        .filter(_ -> question.threads() == THREADS)
        .flatMap(promise -> promise.judge(results, question).stream());
  }

  /** By processor time, as all is; threads that wait for each other spin, so that it counts. */
  private Optional<Judged> judge(Results results, Subject.Question two) {
    Subject.Question one = new Subject.Question(two.type(), 1);
    return results
        .find(two, subject)
        .flatMap(
            together ->
                results
                    .find(one, subject)
                    .map(
                        alone ->
                            new Judged(
                                this,
                                throughput(results.nanosOf(alone), results.nanosOf(together)))));
  }

  private static Interval throughput(double[] aloneNanos, double[] togetherNanos) {
    Interval ratio = Interval.ofRatios(aloneNanos, togetherNanos);
    return new Interval(THREADS * ratio.mean(), THREADS * ratio.low(), THREADS * ratio.high());
  }
}
