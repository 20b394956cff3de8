package dev.alloc.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.jr.ob.JSON;

/** Writes every sample and every verdict, so that a figure can be computed anew. */
final class JsonReport {

  private JsonReport() {}

  static void write(
      Path file, Map<String, Object> settings, Results results, List<Judgement> judgements) {
    List<Object> subjects = new ArrayList<>();
    for (Subject.Question question : results.questions()) {
      results.subjectsOf(question).forEach(subject -> subjects.add(subject(results, subject)));
    }
    Map<String, Object> report = new LinkedHashMap<>(settings);
    report.put("machine", Machine.description());
    report.put("subjects", subjects);
    report.put("limits", judgements.stream().map(JsonReport::judgement).toList());
    JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).write(report, file.toFile());
  }

  private static Map<String, Object> subject(Results results, Subject subject) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("benchmark", subject.type());
    fields.put("subject", subject.label());
    fields.put("threads", subject.threads());
    fields.put("nanos", interval(Interval.of(results.nanosOf(subject))));
    fields.put("medianNanos", results.medianNanos(subject));
    fields.put("medianWallNanos", results.medianWallNanos(subject));
    fields.put("medianBytes", results.medianBytes(subject));
    fields.put("samples", results.samplesOf(subject).stream().map(JsonReport::sample).toList());
    return fields;
  }

  private static Map<String, Object> sample(Sample sample) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("round", sample.round());
    fields.put("nanos", sample.nanos());
    fields.put("wallNanos", sample.wallNanos());
    fields.put("bytes", sample.bytes());
    return fields;
  }

  private static Map<String, Object> judgement(Judgement judgement) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("benchmark", judgement.question().type());
    fields.put("threads", judgement.question().threads());
    fields.put("subject", judgement.limit().subject());
    fields.put("baseline", judgement.limit().baseline());
    fields.put("measure", judgement.limit().isRatio() ? "ratio" : "nanoseconds");
    fields.put("atMost", judgement.limit().atMost());
    fields.put("measured", interval(judgement.measured()));
    fields.put("verdict", judgement.verdict().name().toLowerCase(Locale.ROOT));
    return fields;
  }

  private static Map<String, @Nullable Object> interval(Interval interval) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("mean", interval.mean());
    fields.put("low", Double.isNaN(interval.low()) ? null : interval.low());
    fields.put("high", Double.isNaN(interval.high()) ? null : interval.high());
    return fields;
  }
}
