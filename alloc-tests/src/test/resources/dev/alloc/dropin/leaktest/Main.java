package vendor.leaktest;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a suite that knows alloc-tests only by its JAR. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    TestExecutionListener printing =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
              System.out.println(
                  test.getDisplayName()
                      + result
                          .getThrowable()
                          .map(Throwable::getMessage)
                          .map(": "::concat)
                          .orElse(""));
            }
          }
        };
    try (LauncherSession session = LauncherFactory.openSession()) {
      session
          .getLauncher()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(BufferTest.class))
                  .build(),
              printing);
    }
  }
}
