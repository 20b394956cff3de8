package dev.alloc.cli.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.alloc.Allocators;
import dev.alloc.tck.SelectedAllocatorTest;
import java.io.PrintStream;
import java.time.Duration;
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
