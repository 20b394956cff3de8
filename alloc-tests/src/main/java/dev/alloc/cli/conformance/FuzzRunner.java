package dev.alloc.cli.conformance;

import dev.alloc.Allocators;
import dev.alloc.tck.fuzz.Counterexample;
import dev.alloc.tck.fuzz.Fuzzer;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Fuzzes the allocator that system properties name in this JVM, and says how that ends. */
public final class FuzzRunner {
  private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final PrintStream out;
  private final String spec;
  private final long seed;

  /**
   * Creates a runner.
   *
   * @param out where the JVM that asked reads
   * @param spec names joined by {@code +}, outermost first
   * @param seed the number behind everything random
   */
  public FuzzRunner(PrintStream out, String spec, long seed) {
    this.out = out;
    this.spec = spec;
    this.seed = seed;
  }

  /**
   * Plays episodes.
   *
   * @param options how many operations, and the first episode
   */
  public void run(FuzzOptions options) {
    say(new Event.Started(FuzzOptions.RULE));
    long start = System.nanoTime();
    say(new Event.Ended(finding(options, start)));
    say(new Event.Finished());
  }

  private Finding finding(FuzzOptions options, long start) {
    try {
      Fuzzer fuzzer = new Fuzzer(() -> Allocators.create(spec), seed, THREADS);
      Optional<Counterexample> found =
          fuzzer.run(
              options.episode(),
              options.operations(),
              number -> say(new Event.Reached("episode %d of seed %d".formatted(number, seed))));
      return found
          .map(counterexample -> failed(counterexample, start))
          .orElseGet(() -> passed(start));
    } catch (RuntimeException | OutOfMemoryError broken) {
      return ended(Verdict.FAILED, "it cannot be fuzzed: " + broken, "", start);
    }
  }

  private static Finding failed(Counterexample found, long start) {
    List<String> lines = found.lines();
    return ended(
        Verdict.FAILED,
        "rule %s: %s".formatted(FuzzOptions.RULE, String.join(" ", lines.subList(0, 2))),
        String.join(System.lineSeparator(), lines),
        start);
  }

  private static Finding passed(long start) {
    return ended(Verdict.PASSED, "", "", start);
  }

  private static Finding ended(Verdict verdict, String reason, String details, long start) {
    return new Finding(FuzzOptions.RULE, verdict, reason, details, System.nanoTime() - start);
  }

  private void say(Event event) {
    out.print(event.line());
    out.flush();
  }
}
