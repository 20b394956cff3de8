package dev.alloc.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A promise held against the measurements.
 *
 * @param question where both subjects were measured
 * @param limit the promise
 * @param measured the ratio or difference
 */
record Judgement(Subject.Question question, Limit limit, Interval measured) {

  Limit.Verdict verdict() {
    return limit.verdict(measured);
  }

  /** Judges the promises of the classes run, as far as their subjects were, and further ones. */
  static List<Judgement> all(Results results, List<Limit> further) {
    List<Judgement> all = new ArrayList<>();
    for (Subject.Question question : results.questions()) {
      Arrays.stream(question.compared().limits())
          .map(Limit::parse)
          .forEach(limit -> judge(results, question, limit).ifPresent(all::add));
      further.forEach(limit -> judge(results, question, limit).ifPresent(all::add));
    }
    return all;
  }

  private static Optional<Judgement> judge(
      Results results, Subject.Question question, Limit limit) {
    return results
        .find(question, limit.subject())
        .flatMap(
            subject ->
                results
                    .find(question, limit.baseline())
                    .map(
                        baseline ->
                            new Judgement(
                                question,
                                limit,
                                limit.measure(
                                    results.nanosOf(subject), results.nanosOf(baseline)))));
  }
}
