package dev.alloc.junit;

import dev.alloc.junit.rounds.FailureTerms;
import dev.alloc.junit.scope.Terms;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What the annotations and configuration parameters say. */
final class Annotations {
  private static final String SITES = "alloc.junit.sites";
  private static final String ROUND = "alloc.junit.round";
  private static final String PARALLEL = "junit.jupiter.execution.parallel.enabled";
  private static final Terms DEFAULT = new Terms(true, false, -1, -1, 0);

  private Annotations() {}

  /** The terms of a class, or of the test of a method. */
  static Terms terms(ExtensionContext context) {
    Terms terms =
        AnnotationSupport.findAnnotation(testMethod(context), LeakCheck.class)
            .or(() -> ofClass(context))
            .map(annotation -> terms(annotation, context))
            .orElse(DEFAULT);
    return terms.enabled() && isSet(context, SITES) ? terms.withSites() : terms;
  }

  static Optional<AllocationFailures> failures(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(testMethod(context), AllocationFailures.class);
  }

  static FailureTerms terms(ExtensionContext context, AllocationFailures failures) {
    if (failures.rounds() < 1) {
      throw new ExtensionConfigurationException(
          "%s: rounds must be 1 or more, not %d"
              .formatted(context.getDisplayName(), failures.rounds()));
    }
    return new FailureTerms(failures.mayRecover(), List.of(failures.mayThrow()), failures.rounds());
  }

  /** The one round to run, or an empty string. */
  static String round(ExtensionContext context, AllocationFailures failures) {
    return context.getConfigurationParameter(ROUND).orElse(failures.round());
  }

  /**
   * Whether tests may run at the same time. The mode of one test does not say that: one that has to
   * stay in its thread may still run beside another class.
   */
  static boolean isParallel(ExtensionContext context) {
    return isSet(context, PARALLEL);
  }

  /** The method of a test, or the factory of a dynamic test; none for a class. */
  static Optional<Method> testMethod(ExtensionContext context) {
    return context.getTestMethod().or(() -> context.getParent().flatMap(Annotations::testMethod));
  }

  /** The class of a test, also of a dynamic one, whose own context does not know it. */
  static Optional<Class<?>> testClass(ExtensionContext context) {
    return context.getTestClass().or(() -> context.getParent().flatMap(Annotations::testClass));
  }

  private static Optional<LeakCheck> ofClass(ExtensionContext context) {
    return context
        .getTestClass()
        .flatMap(
            type ->
                AnnotationSupport.findAnnotation(
                    type, LeakCheck.class, context.getEnclosingTestClasses()))
        .or(() -> context.getParent().flatMap(Annotations::ofClass));
  }

  private static Terms terms(LeakCheck check, ExtensionContext context) {
    if (check.warmUps() < 0 || check.allowedBlocks() < -1 || check.allowedBytes() < -1) {
      throw new ExtensionConfigurationException(
          "%s: %s: warmUps must be 0 or more, allowedBlocks and allowedBytes 0 or more, or -1"
              .formatted(context.getDisplayName(), check));
    }
    return new Terms(
        check.enabled(),
        check.sites(),
        check.allowedBlocks(),
        check.allowedBytes(),
        check.warmUps());
  }

  private static boolean isSet(ExtensionContext context, String parameter) {
    String value = context.getConfigurationParameter(parameter).orElse("false");
    return switch (value.strip()) {
      case "", "true" -> true; // -Dalloc.junit.sites alone switches it on
      case "false" -> false;
      default ->
          throw new ExtensionConfigurationException(
              parameter + '=' + value + " is neither true nor false");
    };
  }
}
