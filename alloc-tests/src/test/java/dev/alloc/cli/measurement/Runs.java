package dev.alloc.cli.measurement;

import dev.alloc.suite.SuiteRun;
import java.util.List;
import java.util.OptionalLong;

/** Results of the suite, made up. */
final class Runs {

  private Runs() {}

  static SuiteRun good(String impl, long medianNanos) {
    return of(impl, 212, medianNanos, OptionalLong.of(0));
  }

  static SuiteRun of(
      String impl, int passed, long medianNanos, OptionalLong liveAfter, String... failures) {
    return new SuiteRun(
        impl,
        212,
        passed,
        12_345,
        90_000_000,
        medianNanos / 2,
        medianNanos,
        liveAfter,
        List.of(failures));
  }
}
