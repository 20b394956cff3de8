package dev.alloc.junit;

import com.google.auto.service.AutoService;
import dev.alloc.junit.rounds.FailureRounds;
import dev.alloc.junit.rounds.Round;
import dev.alloc.junit.rounds.TestRun;
import dev.alloc.junit.scope.Balance;
import dev.alloc.junit.scope.Scope;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Does what {@link LeakCheck} and {@link AllocationFailures} say.
 *
 * <p>The annotations register it. Registered in another way, for example automatically with {@code
 * junit.jupiter.extensions.autodetection.enabled=true}, it checks every test that has no
 * {@code @LeakCheck(enabled = false)}; tests of the TCK have that.
 */
@AutoService(Extension.class)
@SuppressWarnings("exports") // the annotation is for the compiler only
public final class AllocatorExtension
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        InvocationInterceptor {

  /** Creates the extension. */
  public AllocatorExtension() {}

  /** A test's instance belongs to the test. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Scopes.of(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Scopes.of(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    end(context);
  }

  @Override
  public <T> T interceptTestClassConstructor(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Constructor<T>> method,
      ExtensionContext context)
      throws Throwable {
    return inScope(invocation, context);
  }

  @Override
  public void interceptBeforeAllMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    inScope(invocation, context);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    inScope(invocation, context);
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    runTest(invocation, TestRun.of(method, context), context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    runTest(invocation, TestRun.of(method, context), context);
  }

  @Override
  public <T extends @Nullable Object> T interceptTestFactoryMethod(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    return inScope(invocation, context);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<@Nullable Void> invocation,
      DynamicTestInvocationContext test,
      ExtensionContext context)
      throws Throwable {
    try {
      runTest(invocation, TestRun.of(test), context);
    } catch (Throwable failure) {
      throw endedAfter(failure, context);
    }
    end(context);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    inScope(invocation, context);
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    inScope(invocation, context);
  }

  private static <T extends @Nullable Object> T inScope(
      Invocation<T> invocation, ExtensionContext context) throws Throwable {
    Optional<Scope> scope = Scopes.of(context);
    return scope.isEmpty() ? invocation.proceed() : scope.get().call(invocation::proceed);
  }

  private static void runTest(
      Invocation<@Nullable Void> invocation, TestRun again, ExtensionContext context)
      throws Throwable {
    Optional<Scope> scope = Scopes.of(context);
    if (scope.isEmpty()) {
      invocation.proceed();
    } else {
      scope.get().call(() -> runTest(invocation, again, scope.get(), context));
    }
  }

  private static @Nullable Void runTest(
      Invocation<@Nullable Void> invocation, TestRun again, Scope scope, ExtensionContext context)
      throws Throwable {
    warmUp(again, scope);
    Optional<AllocationFailures> failures = Annotations.failures(context);
    if (failures.isEmpty()) {
      return invocation.proceed();
    }
    FailureRounds rounds =
        new FailureRounds(
            context.getDisplayName(), again, scope, Annotations.terms(context, failures.get()));
    String only = Annotations.round(context, failures.get());
    if (only.isEmpty()) {
      rounds.runAll(invocation::proceed);
    } else {
      invocation.skip();
      rounds.runAlone(Round.parse(only));
    }
    return null;
  }

  /** What the runs before the first leave behind is not held against the test. */
  private static void warmUp(TestRun test, Scope scope) throws Throwable {
    Balance before = scope.live();
    for (int run = 0; run < scope.terms().warmUps(); run++) {
      test.run();
      test.renew();
    }
    scope.excuse(scope.live().minus(before));
  }

  private static void end(ExtensionContext context) {
    Optional<AssertionFailedError> leak = Scopes.opened(context).flatMap(Scope::end);
    if (leak.isPresent()) {
      throw leak.get();
    }
  }

  /** Ends the scope of a dynamic test that has failed, the way JUnit puts two failures together. */
  private static Throwable endedAfter(Throwable failure, ExtensionContext context) {
    Optional<AssertionFailedError> leak = Scopes.opened(context).flatMap(Scope::end);
    if (leak.isEmpty()) {
      return failure;
    }
    if (failure instanceof TestAbortedException) {
      leak.get().addSuppressed(failure);
      return leak.get();
    }
    failure.addSuppressed(leak.get());
    return failure;
  }
}
