package dev.alloc.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails a test that leaves blocks of {@link dev.alloc.Allocators#current()} behind, or frees blocks
 * it did not allocate.
 *
 * <p>On a class it holds for all its tests, also nested and inherited ones, each judged for itself;
 * for single tests of a test factory as well. The nearest annotation wins as a whole: that of the
 * method, else of the class, else of an enclosing class. It may be put on annotations.
 *
 * <p><b>What belongs to a test:</b> the constructor (unless {@code PER_CLASS}),
 * {@code @BeforeEach}, the test or factory method and {@code @AfterEach}. On a class, what belongs
 * to the class and to no test is judged as well, after {@code @AfterAll}: {@code @BeforeAll},
 * {@code @AfterAll}, the constructor with {@code PER_CLASS}; such a leak fails the class and none
 * of its tests.
 *
 * <p><b>Threads.</b> Without parallel execution everything that all threads do from the constructor
 * to the last {@code @AfterEach} belongs to the test; a thread that goes on afterwards makes its
 * blocks look leaked, so join it. If {@code junit.jupiter.execution.parallel.enabled} is set, only
 * what those methods do themselves does: callbacks and parameter resolvers of other extensions,
 * argument sources, lazy streams of a test factory and other threads do not. Hand the allocator on
 * with {@code var a = Allocators.current(); executor.submit(() -> Allocators.runWith(a, task))}.
 *
 * <p>An exception of the test is reported as ever and suppresses the leak; a test that is aborted
 * and leaks fails. {@link dev.alloc.Allocator#reset} frees. What a test allocates elsewhere, or
 * after it has installed another allocator, is not seen.
 *
 * <p>Needs the plugin {@code counting} on the class path or module path, with {@link #sites} {@code
 * tracking}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(AllocatorExtension.class)
public @interface LeakCheck {

  /**
   * Returns whether to check.
   *
   * @return false to leave out a test of a class that is checked, or of an automatically registered
   *     {@link AllocatorExtension}
   */
  boolean enabled() default true;

  /**
   * Returns whether to say where leaked blocks were allocated; also by the system property or
   * configuration parameter {@code alloc.junit.sites=true}, for all tests.
   *
   * <p>Recording that takes microseconds an allocation. Freeing a block that is not the test's is
   * passed on to the allocator below, as without this, and the test fails with the stack of the
   * call; freeing one of the test's own a second time throws.
   *
   * @return whether to record the stack of each allocation
   */
  boolean sites() default false;

  /**
   * Returns how many blocks may be left behind.
   *
   * @return the number of blocks, or -1 for any number; if {@link #allowedBytes} is not set either,
   *     none
   */
  long allowedBlocks() default -1;

  /**
   * Returns how many bytes may be left behind.
   *
   * @return the number of bytes, or -1 for any number; if {@link #allowedBlocks} is not set either,
   *     none
   */
  long allowedBytes() default -1;

  /**
   * Returns how often to run a test before the run that counts: for caches that the first run
   * fills.
   *
   * <p>The test method is called again on the same instance, after {@code @AfterEach} and
   * {@code @BeforeEach} methods were; extensions see one run only.
   *
   * @return the number of runs, from 0
   */
  int warmUps() default 0;
}
