package dev.alloc.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The samples of all subjects, one a round. */
final class Results {
  private static final double WILD = 0.3; // of the median

  private final Map<Subject, List<Sample>> samples = new LinkedHashMap<>();

  Results(List<Subject> subjects) {
    subjects.forEach(subject -> samples.put(subject, new ArrayList<>()));
  }

  void add(Subject subject, Sample sample) {
    samplesOf(subject).add(sample);
  }

  Set<Subject.Question> questions() {
    Set<Subject.Question> questions = new LinkedHashSet<>();
    samples.keySet().forEach(subject -> questions.add(subject.question()));
    return questions;
  }

  List<Subject> subjectsOf(Subject.Question question) {
    return samples.keySet().stream().filter(s -> s.question().equals(question)).toList();
  }

  /** The subject with a label, if it was run. */
  Optional<Subject> find(Subject.Question question, String label) {
    return subjectsOf(question).stream().filter(s -> s.label().equals(label)).findFirst();
  }

  List<Sample> samplesOf(Subject subject) {
    return Objects.requireNonNull(samples.get(subject), "a subject that was not asked for");
  }

  double[] nanosOf(Subject subject) {
    return samplesOf(subject).stream().mapToDouble(Sample::nanos).toArray();
  }

  double medianNanos(Subject subject) {
    return median(nanosOf(subject));
  }

  double medianWallNanos(Subject subject) {
    return median(samplesOf(subject).stream().mapToDouble(Sample::wallNanos).toArray());
  }

  double medianBytes(Subject subject) {
    return median(samplesOf(subject).stream().mapToDouble(Sample::bytes).toArray());
  }

  /** Whether no fork made garbage, or most did. */
  Limit.Verdict garbageVerdict(Subject subject) {
    long forks = samplesOf(subject).size();
    long dirty = samplesOf(subject).stream().filter(Sample::makesGarbage).count();
    if (dirty == 0) {
      return Limit.Verdict.MET;
    }
    return 2 * dirty > forks ? Limit.Verdict.MISSED : Limit.Verdict.OPEN;
  }

  /** The subjects promised to make no garbage, as far as they were run. */
  List<Subject> withoutGarbage() {
    return questions().stream()
        .flatMap(
            question ->
                Arrays.stream(question.compared().noGarbage())
                    .flatMap(label -> find(question, label).stream()))
        .toList();
  }

  /** Forks that the compiler, or the machine, treated differently from the subject's others. */
  List<Sample> wildOf(Subject subject) {
    double nanos = medianNanos(subject);
    boolean garbage = new Sample(0, nanos, nanos, medianBytes(subject)).makesGarbage();
    return samplesOf(subject).stream()
        .filter(s -> s.makesGarbage() != garbage || Math.abs(s.nanos() - nanos) > WILD * nanos)
        .toList();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
