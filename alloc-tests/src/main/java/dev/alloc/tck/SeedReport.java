package dev.alloc.tck;

import dev.alloc.tck.trial.Seed;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Adds to each failure of a rule that drew random numbers how to draw the same ones again; public
 * for JUnit only, which {@link TckFixture} tells of it.
 */
public final class SeedReport implements BeforeEachCallback, TestExecutionExceptionHandler {

  /** Creates the extension. */
  public SeedReport() {}

  @Override
  public void beforeEach(ExtensionContext context) {
    Seed.forgetUse();
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    boolean told = String.valueOf(failure.getMessage()).contains(Seed.PROPERTY);
    if (Seed.isUsed() && !told && !(failure instanceof TestAbortedException)) {
      failure.addSuppressed(new Note());
    }
    throw failure;
  }

  /** Not a failure of its own: JUnit prints suppressed throwables with the one they belong to. */
  private static final class Note extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Note() {
      super("random numbers were drawn" + Seed.hint(), null, false, false);
    }
  }
}
