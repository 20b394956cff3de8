package dev.alloc.tck;

import dev.alloc.tck.trial.Failures;
import java.lang.reflect.Method;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Makes everything that comes out of a rule a failure of that rule, with its number in front.
 *
 * <p>An {@link OutOfMemoryError} above all: an allocator throws it when it may not, and JUnit,
 * which takes it for the end of the JVM, would end the whole run.
 */
public final class RuleFailures implements InvocationInterceptor {
  private static final Pattern NUMBER = Pattern.compile("_(\\d+)_(\\d+[a-z]?)_");

  /** For JUnit. */
  public RuleFailures() {}

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    try {
      invocation.proceed();
    } catch (TestAbortedException skipped) {
      throw skipped;
    } catch (Throwable failure) { // any: see above
      String message = failure.getMessage();
      if (failure instanceof AssertionError && message != null && message.startsWith("rule ")) {
        throw failure;
      }
      throw Failures.because(
          number(method.getExecutable()),
          "the allocator threw what it may not throw here",
          failure);
    }
  }

  private static String number(Method method) {
    Matcher matcher = NUMBER.matcher(method.getName());
    return matcher.find() ? matcher.group(1) + '.' + matcher.group(2) : method.getName();
  }
}
