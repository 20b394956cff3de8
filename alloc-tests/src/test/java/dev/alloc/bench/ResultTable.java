package dev.alloc.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints the results of each question as a Markdown table, its verdicts and its wild forks. */
final class ResultTable {
  private final Results results;
  private final PrintWriter out;

  ResultTable(Results results, PrintWriter out) {
    this.results = results;
    this.out = out;
  }

  void print(List<Judgement> judgements) {
    for (Subject.Question question : results.questions()) {
      print(question);
      judgements.stream()
          .filter(judgement -> judgement.question().equals(question))
          .forEach(this::print);
      results.withoutGarbage().stream()
          .filter(subject -> subject.question().equals(question))
          .forEach(this::printGarbage);
      Scaling.all(results, question).forEach(judged -> line("%n%s".formatted(judged)));
      results.subjectsOf(question).forEach(this::printWild);
      out.println();
    }
    out.flush();
  }

  private void print(Subject.Question question) {
    String baseline = question.compared().to();
    List<Subject> subjects = results.subjectsOf(question);
    int width = subjects.stream().mapToInt(s -> s.label().length()).max().orElse(0);
    line("%n### %s%n".formatted(question.title()));
    String row = "| %-" + width + "s | %7s | %-15s | %7s | %7s | %4s | %-20s |";
    line(
        row.formatted(
            "subject",
            "mean ns",
            "95 % interval",
            "median",
            "wall",
            "B/op",
            "ratio to " + baseline));
    line(
        "|%s|--------:|-----------------|--------:|--------:|-----:|----------------------|"
            .formatted("-".repeat(width + 2)));
    for (Subject subject : subjects) {
      Interval nanos = Interval.of(results.nanosOf(subject));
      line(
          row.formatted(
              subject.label(),
              number(nanos.mean()),
              ends(nanos),
              number(results.medianNanos(subject)),
              number(results.medianWallNanos(subject)),
              "%.0f".formatted(Math.abs(results.medianBytes(subject))),
              ratio(question, subject, baseline)));
    }
  }

  private String ratio(Subject.Question question, Subject subject, String baseline) {
    return results
        .find(question, baseline)
        .map(base -> Interval.ofRatios(results.nanosOf(subject), results.nanosOf(base)))
        .map(ratio -> number(ratio.mean()) + " (" + ends(ratio) + ")")
        .orElse("–");
  }

  private void print(Judgement judgement) {
    line(
        "%n%s: %s (%s), **%s**"
            .formatted(
                judgement.limit(),
                number(judgement.measured().mean()),
                ends(judgement.measured()),
                judgement.verdict().name().toLowerCase(Locale.ROOT)));
  }

  private void printGarbage(Subject subject) {
    List<Sample> samples = results.samplesOf(subject);
    long clean = samples.stream().filter(sample -> !sample.makesGarbage()).count();
    line(
        "%n%s: no garbage in %d of %d forks, **%s**"
            .formatted(
                subject.label(),
                clean,
                samples.size(),
                results.garbageVerdict(subject).name().toLowerCase(Locale.ROOT)));
  }

  private void printWild(Subject subject) {
    for (Sample sample : results.wildOf(subject)) {
      line(
          "%nwild fork: %s in round %d took %s ns and %.0f B (median %s ns, %.0f B)"
              .formatted(
                  subject.label(),
                  sample.round(),
                  number(sample.nanos()),
                  sample.bytes(),
                  number(results.medianNanos(subject)),
                  results.medianBytes(subject)));
    }
  }

  private static String ends(Interval interval) {
    return Double.isNaN(interval.low())
        ? "–"
        : number(interval.low()) + " … " + number(interval.high());
  }

  private static String number(double value) {
    return "%.2f".formatted(value);
  }

  private void line(String text) {
    out.println(text);
  }
}
