package dev.alloc.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/**
 * One combination of benchmark method, parameters and threads.
 *
 * @param type the benchmark class's full name
 * @param method the benchmark method
 * @param params parameter values by name
 * @param threads the number of threads
 */
record Subject(String type, String method, Map<String, String> params, int threads) {

  /** All subjects that an entry of JMH's list stands for. */
  static List<Subject> of(BenchmarkListEntry entry, List<Integer> threadCounts) {
    String name = entry.getUsername();
    int dot = name.lastIndexOf('.');
    List<Subject> subjects = new ArrayList<>();
    for (Map<String, String> params : combinations(entry)) {
      for (int threads : threadCounts) {
        subjects.add(new Subject(name.substring(0, dot), name.substring(dot + 1), params, threads));
      }
    }
    return subjects;
  }

  /** The name within its question: the method, then the parameters' values. */
  String label() {
    return params.isEmpty() ? method : method + ":" + String.join(":", params.values());
  }

  /** The question this subject belongs to: the class and the number of threads. */
  Question question() {
    return new Question(type, threads);
  }

  private static List<Map<String, String>> combinations(BenchmarkListEntry entry) {
    List<Map<String, String>> all = List.of(Map.of());
    if (!entry.getParams().hasValue()) {
      return all;
    }
    for (var param : new TreeMap<>(entry.getParams().get()).entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> shorter : all) {
        for (String value : param.getValue()) {
          Map<String, String> extended = new TreeMap<>(shorter);
          extended.put(param.getKey(), value);
          longer.add(extended);
        }
      }
      all = longer;
    }
    return all;
  }

  /**
   * Subjects that are compared with one another.
   *
   * @param type the benchmark class's full name
   * @param threads the number of threads
   */
  record Question(String type, int threads) {

    String title() {
      return "%s, %d thread%s"
          .formatted(type.substring(type.lastIndexOf('.') + 1), threads, threads == 1 ? "" : "s");
    }

    Compared compared() {
      try {
        Compared compared =
            Class.forName(type, false, Subject.class.getClassLoader())
                .getAnnotation(Compared.class);
        return Objects.requireNonNull(compared, () -> type + " needs @Compared");
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(type + " is in JMH's list, but not on the class path", e);
      }
    }
  }
}
