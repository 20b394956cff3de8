package dev.alloc.cli.measurement;

import dev.alloc.Allocator;
import dev.alloc.MemoryFaultException;
import dev.alloc.suite.Progress;
import dev.alloc.suite.SuiteHarness;
import dev.alloc.suite.SuiteRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs the suite in this process.
 *
 * @param repeat how many passes; 0 for as many as it takes until the times are stable
 * @param live how many more blocks to keep alive meanwhile
 */
public record Measurer(int repeat, int live) {

  /**
   * Creates an allocator, runs the suite on it and closes it.
   *
   * @param spec the spec as asked, which names the result
   * @param create creates the allocator with options of plugins, which give way to those asked for
   * @param progress is told of each pass
   * @return what became of it
   */
  public Outcome measure(
      String spec, Function<Map<String, String>, Allocator> create, Progress progress) {
    Allocator allocator;
    try {
      allocator = create.apply(StackDepth.forMeasuring(spec));
    } catch (RuntimeException e) {
      return new Outcome.Refused(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    SuiteRun run;
    try {
      run = harness(spec, create, progress).run(allocator, repeat, live);
    } catch (OutOfMemoryError e) {
      return new Outcome.Refused("%s with --live %d: %s".formatted(spec, live, e.getMessage()));
    }
    List<String> failures = new ArrayList<>(run.failures());
    try {
      allocator.close();
    } catch (MemoryFaultException leak) {
      failures.add(leak.getMessage());
    }
    return new Outcome.Measured(
        new SuiteRun(
            spec,
            run.programs(),
            run.passed(),
            run.allocationsPerPass(),
            run.firstNanosPerPass(),
            run.bestNanosPerPass(),
            run.medianNanosPerPass(),
            run.liveBlocksAfter(),
            failures));
  }

  private static SuiteHarness harness(
      String spec, Function<Map<String, String>, Allocator> create, Progress progress) {
    return StackDepth.applies(spec)
        ? new SuiteHarness(progress, () -> create.apply(StackDepth.FOR_SEARCHING))
        : new SuiteHarness(progress);
  }
}
