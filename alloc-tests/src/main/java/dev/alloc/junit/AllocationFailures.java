package dev.alloc.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test again and again, each time with another allocation that fails: first as it is, then
 * with the 1st allocation failing, with the 1st and all after it failing, the same with the 2nd,
 * and so on until it passes without having met a failure.
 *
 * <p>In each of these rounds the allocation throws {@link OutOfMemoryError}. The round is passed if
 * that reaches the test's caller, as such or as a cause, and nothing leaks. All else fails the
 * test, with the number of the round: a test that passes although an allocation failed (see {@link
 * #mayRecover}), another exception (see {@link #mayThrow}), a leak, and a number of allocations
 * that is not the same in each run, because then a round does not say what it failed.
 *
 * <p>Allocations are the calls of {@code allocate}, {@code allocateZeroed} and {@code reallocate}
 * that the test or factory's dynamic test makes through {@link dev.alloc.Allocators#current()},
 * those of {@code @BeforeEach} and {@code @AfterEach} not included; without parallel execution
 * those that other threads make meanwhile are. Marks are not available.
 *
 * <p>In between, the {@code @AfterEach} and {@code @BeforeEach} methods of the class are called, on
 * the same instance. Interceptors of other extensions see the first run only, their callbacks and a
 * {@code @Timeout} all runs as one test. Leaks are judged as {@link LeakCheck} says, which need not
 * be there; {@code warmUps} of it come before the first run.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(AllocatorExtension.class)
public @interface AllocationFailures {

  /**
   * Returns whether the test may pass although an allocation failed, because the program makes do
   * with less; its assertions say whether it does so well.
   *
   * @return whether a round may pass so
   */
  boolean mayRecover() default false;

  /**
   * Returns what the test may throw in a round besides an {@link OutOfMemoryError} and what has one
   * as its cause.
   *
   * @return types of exceptions
   */
  Class<? extends Throwable>[] mayThrow() default {};

  /**
   * Returns how many rounds to run at most; a test that needs more fails.
   *
   * @return the number of rounds
   */
  int rounds() default 10_000;

  /**
   * Returns the one round to run, to reproduce it: {@code "7"} fails the 7th allocation, {@code
   * "7+"} that and all after it. Also by the system property or configuration parameter {@code
   * alloc.junit.round}.
   *
   * @return the round, or an empty string for all
   */
  String round() default "";
}
