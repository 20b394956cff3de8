package dev.alloc.cli.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.alloc.Allocators;
import dev.alloc.cli.discovery.Discovery;
import dev.alloc.tck.SelectedAllocatorTest;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.launcher.LauncherConstants;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs rules in this JVM, for the allocator that system properties name, and says how they end. */
public final class RuleRunner {
  private final PrintStream out;

  /**
   * Creates a runner.
   *
   * @param out where the JVM that asked reads
   */
  public RuleRunner(PrintStream out) {
    this.out = out;
  }

  /**
   * Creates the allocator and closes it, to see whether that can be done.
   *
   * @param spec names joined by {@code +}, outermost first
   */
  public void create(String spec) {
    try {
      Allocators.create(spec).close();
    } catch (RuntimeException refused) {
      say(new Event.Refused(String.valueOf(refused.getMessage())));
      return;
    }
    say(new Event.Finished());
  }

  /**
   * Skips all rules for an allocator that says why it cannot be had here: the matrix asks for
   * machines that not every Java can emulate.
   *
   * @param spec names joined by {@code +}, outermost first
   * @param rules the numbers of the rules
   * @return whether they were skipped; if not, nothing was said
   */
  public boolean skip(String spec, Set<String> rules) {
    Optional<String> absence =
        new Discovery(RuleRunner.class.getClassLoader())
            .named(spec).stream()
                .flatMap(
                    found ->
                        found.provider().unavailable().stream()
                            .map(
                                reason ->
                                    "'%s' cannot be had here: %s".formatted(found.name(), reason)))
                .findFirst();
    absence.ifPresent(
        reason -> {
          rules.forEach(rule -> say(new Event.Ended(Finding.skipped(rule, reason))));
          say(new Event.Finished());
        });
    return absence.isPresent();
  }

  /**
   * Runs rules.
   *
   * @param rules the numbers of the rules
   * @param limit how long one may take before it counts as hung, and this JVM ends
   */
  public void run(Set<String> rules, Duration limit) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(SelectedAllocatorTest.class))
            .filters(only(rules))
            .configurationParameter(LauncherConstants.CAPTURE_STDOUT_PROPERTY_NAME, "true")
            .configurationParameter(LauncherConstants.CAPTURE_STDERR_PROPERTY_NAME, "true")
            .build();
    try (LauncherSession session = LauncherFactory.openSession()) {
      session.getLauncher().execute(request, new RuleListener(this::say, new Patience(limit)));
    }
    say(new Event.Finished());
  }

  private void say(Event event) {
    out.print(event.line());
    out.flush();
  }

  private static PostDiscoveryFilter only(Set<String> rules) {
    return test ->
        FilterResult.includedIf(
            RuleListener.number(test.getSource()).map(rules::contains).orElse(true));
  }
}
