package dev.alloc.tck.selftest;

import static java.util.stream.Collectors.joining;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.opentest4j.AssertionFailedError;

/**
 * What the TCK says of one mutant.
 *
 * @param failures the message of each rule that failed, by its number
 * @param passed how many rules passed
 */
record Inspection(Map<String, String> failures, long passed) {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Puts a mutant to the whole TCK; one that hangs is left behind and reported. */
  static Inspection of(Mutant mutant) throws InterruptedException {
    CompletableFuture<EngineExecutionResults> results = new CompletableFuture<>();
    Thread inspector =
        Thread.ofPlatform()
            .daemon()
            .name("inspection of " + mutant.name())
            .start(
                () -> {
                  try {
                    results.complete(run(mutant));
                  } catch (Throwable failure) { // any: handed to the thread that waits
                    results.completeExceptionally(failure);
                  }
                });
    if (!inspector.join(LIMIT)) {
      throw new AssertionFailedError(
          "'%s' did not end within %d s and stands at%s"
              .formatted(mutant.name(), LIMIT.toSeconds(), place(inspector)));
    }
    return read(results.join());
  }

  private static EngineExecutionResults run(Mutant mutant) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(MutantTck.class))
        .configurationParameter(MutantTck.MUTANT, mutant.name())
        .execute();
  }

  private static Inspection read(EngineExecutionResults results) {
    Map<String, String> failures = new TreeMap<>();
    results.allEvents().failed().stream().forEach(event -> failures.put(rule(event), text(event)));
    return new Inspection(failures, results.testEvents().succeeded().count());
  }

  private static String rule(Event failed) {
    return failed
        .getTestDescriptor()
        .getSource()
        .filter(MethodSource.class::isInstance)
        .map(source -> Rules.number(((MethodSource) source).getMethodName()))
        .orElseGet(() -> failed.getTestDescriptor().getDisplayName());
  }

  private static String text(Event failed) {
    return failed
        .getRequiredPayload(TestExecutionResult.class)
        .getThrowable()
        .map(failure -> String.valueOf(failure.getMessage()))
        .orElse("");
  }

  private static String place(Thread thread) {
    return Arrays.stream(thread.getStackTrace()).map(frame -> "\n  at " + frame).collect(joining());
  }
}
