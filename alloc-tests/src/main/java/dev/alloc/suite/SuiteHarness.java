package dev.alloc.suite;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the suite under an allocator, as the global one, and measures passes over all its programs.
 *
 * <p>One run at a time in a process: the global allocator is replaced meanwhile.
 */
public final class SuiteHarness {
  private static final int MOST_SEARCHES = 10; // programs that leak run again

  private final Progress progress;
  private final List<Program> programs;
  private final @Nullable Supplier<Allocator> withStacks;

  /**
   * Makes a harness for the programs of the suite.
   *
   * @param progress is told after each pass
   */
  public SuiteHarness(Progress progress) {
    this(progress, Programs.load(), null);
  }

  /**
   * Makes a harness that also looks for the lines which allocated what programs leak.
   *
   * @param progress is told after each pass
   * @param withStacks creates an allocator that records stacks and throws when it is closed with
   *     live blocks; the first programs that leaked are run again, each under one of its own
   */
  public SuiteHarness(Progress progress, Supplier<Allocator> withStacks) {
    this(progress, Programs.load(), withStacks);
  }

  SuiteHarness(Progress progress, List<Program> programs) {
    this(progress, programs, null);
  }

  SuiteHarness(
      Progress progress, List<Program> programs, @Nullable Supplier<Allocator> withStacks) {
    this.progress = progress;
    this.programs = programs;
    this.withStacks = withStacks;
  }

  /**
   * Runs all programs under an allocator, which stays open, and restores the global one.
   *
   * <p>After each program the number of live blocks has to be what it was before. An allocator that
   * can reset is reset after each program, or, with blocks to be kept alive, after each pass.
   *
   * @param allocator the allocator, without live blocks of others
   * @param repeat how many passes over the programs, or 0 to go on until the times are stable: for
   *     a second at least and eight at most
   * @param live how many blocks more to keep alive during the passes
   * @return times and failures
   * @throws IllegalArgumentException if {@code repeat} or {@code live} is negative
   * @throws IllegalStateException if the allocator is closed, or the global one has live blocks
   * @throws OutOfMemoryError if the blocks to be kept alive cannot be had
   */
  public SuiteRun run(Allocator allocator, int repeat, int live) {
    if (repeat < 0 || live < 0) {
      throw new IllegalArgumentException(
          "repeat and live must be 0 or more, not %d and %d".formatted(repeat, live));
    }
    Failures failures = new Failures(programs);
    Allocator former = Allocators.use(allocator);
    try {
      return measure(allocator, repeat, live, failures);
    } finally {
      restore(allocator, former);
    }
  }

  private SuiteRun measure(Allocator allocator, int repeat, int live, Failures failures) {
    boolean resets = Pass.resets(allocator);
    LiveBlocks kept = new LiveBlocks(allocator, live);
    Pass pass = new Pass(allocator, programs, failures, resets && live == 0);
    PassTimes times = new PassTimes(SuiteHarness::compilerMillis);
    long allocations = 0;
    try {
      kept.allocate();
      while (repeat == 0 ? !times.isStable() : times.count() < repeat) {
        long before = pass.allocations();
        times.add(pass.run());
        allocations = pass.allocations() - before;
        progress.pass(allocator.name(), times.count(), repeat, times.last());
        if (resets && live > 0) {
          allocator.reset(Long.MAX_VALUE);
          kept.forget();
          kept.allocate();
        }
      }
    } finally {
      kept.free();
    }
    if (withStacks != null) {
      failures.explainLeaks(MOST_SEARCHES, leaked -> LeakSearch.explain(leaked, withStacks));
    }
    return new SuiteRun(
        allocator.name(),
        programs.size(),
        programs.size() - failures.failedPrograms(),
        allocations,
        times.first(),
        times.best(),
        repeat == 0 ? times.stableMedian() : times.median(),
        allocator.stats().liveBlocks(),
        failures.messages());
  }

  /** How long the JIT compiler has been at work, or always 0 where there is none that says so. */
  private static long compilerMillis() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    return compiler != null && compiler.isCompilationTimeMonitoringSupported()
        ? compiler.getTotalCompilationTime()
        : 0;
  }

  /** Restores the global allocator, unless leaked blocks forbid that; these were reported. */
  private static void restore(Allocator allocator, Allocator former) {
    if (allocator.stats().liveBlocks().orElse(0) == 0) {
      Allocators.use(former);
    }
  }
}
