package dev.alloc.dropin;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the TCK for the allocator named by {@code -Dalloc.tck.impl} and prints the result. */
@SuppressWarnings("SystemOut") // its output is what the test reads
final class TckProgram {

  private TckProgram() {}

  public static void main(String[] arguments) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    try (LauncherSession session = LauncherFactory.openSession()) {
      session
          .getLauncher()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass("dev.alloc.tck.SpecTckTest"))
                  .build(),
              listener);
    }
    TestExecutionSummary summary = listener.getSummary();
    summary.getFailures().forEach(failure -> System.out.println(failure.getException()));
    System.out.println(
        "passed "
            + summary.getTestsSucceededCount()
            + ", failed "
            + summary.getTotalFailureCount());
  }
}
