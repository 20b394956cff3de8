package dev.alloc.junit.rounds;

import static org.junit.platform.commons.support.HierarchyTraversalMode.BOTTOM_UP;
import static org.junit.platform.commons.support.HierarchyTraversalMode.TOP_DOWN;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A test method, between the {@code @BeforeEach} and {@code @AfterEach} methods of its class and of
 * the classes around that.
 */
record MethodRun(ReflectiveInvocationContext<Method> method, ExtensionContext context)
    implements TestRun {

  @Override
  public void run() {
    ReflectionSupport.invokeMethod(
        method.getExecutable(), method.getTarget().orElse(null), method.getArguments().toArray());
  }

  @Override
  public void renew() throws Throwable {
    List<Object> instances =
        context.getRequiredTestInstances().getAllInstances(); // outermost first
    @Nullable Throwable failure = null;
    for (Object instance : instances.reversed()) {
      for (Method after : methods(instance, AfterEach.class, BOTTOM_UP)) {
        try {
          context.getExecutableInvoker().invoke(after, instance);
        } catch (Throwable thrown) { // the others are called all the same, as JUnit does
          if (failure == null) {
            failure = thrown;
          } else {
            failure.addSuppressed(thrown);
          }
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    for (Object instance : instances) {
      for (Method before : methods(instance, BeforeEach.class, TOP_DOWN)) {
        context.getExecutableInvoker().invoke(before, instance);
      }
    }
  }

  private static List<Method> methods(
      Object instance, Class<? extends Annotation> annotation, HierarchyTraversalMode order) {
    return AnnotationSupport.findAnnotatedMethods(instance.getClass(), annotation, order);
  }
}
