package dev.alloc.junit.rounds;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** A test that can be run again. */
public interface TestRun {

  /**
   * Runs the test.
   *
   * @throws Throwable what the test throws
   */
  void run() throws Throwable;

  /**
   * Does what comes between two runs.
   *
   * @throws Throwable what the methods throw that are called for that
   */
  void renew() throws Throwable;

  /** Returns a test method, with the class's methods around it. */
  static TestRun of(ReflectiveInvocationContext<Method> method, ExtensionContext context) {
    return new MethodRun(method, context);
  }

  /** Returns a dynamic test, which has nothing around it. */
  static TestRun of(DynamicTestInvocationContext test) {
    return new TestRun() {
      @Override
      public void run() throws Throwable {
        test.getExecutable().execute();
      }

      @Override
      public void renew() {}
    };
  }
}
