package dev.alloc.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A test with allocation failures")
final class AllocationFailuresTest {
  private static final List<String> EVENTS = new ArrayList<>();

  static final class Right {
    private MemorySegment ofBefore = MemorySegment.NULL;

    @BeforeEach
    void before() {
      ofBefore = Allocators.allocate(32, 8);
      EVENTS.add("before");
    }

    @Test
    @AllocationFailures
    void survives() {
      EVENTS.add("test");
      Careful.run();
    }

    @Test
    @AllocationFailures
    void wraps() {
      try {
        Careful.run();
      } catch (OutOfMemoryError e) {
        throw new IllegalStateException("no memory", e);
      }
    }

    @Test
    @AllocationFailures(mayThrow = {UnsupportedOperationException.class, ArithmeticException.class})
    void translates() {
      try {
        Careful.run();
      } catch (OutOfMemoryError e) {
        throw new ArithmeticException("no memory");
      }
    }

    @Test
    @AllocationFailures(mayRecover = true)
    void recovers() {
      try {
        Careful.run();
      } catch (OutOfMemoryError e) {
        EVENTS.add("recovered");
      }
    }

    @Test
    @AllocationFailures
    void allocatesNothing() {}

    @AfterEach
    void after() {
      Allocators.free(ofBefore);
      EVENTS.add("after");
    }
  }

  @Test
  @DisplayName("passes if every failure reaches its caller, as such, as a cause, or as agreed")
  void right() {
    Outcome run = Outcome.of(Right.class);
    assertEquals(Set.of(), run.failed());
    assertEquals(
        Set.of("survives()", "wraps()", "translates()", "recovers()", "allocatesNothing()"),
        run.passed());
  }

  @Test
  @DisplayName("is run once, then twice for each allocation, then untouched, with a fresh fixture")
  void rounds() {
    EVENTS.clear();
    Outcome.of(Right.class);
    assertEquals(6, EVENTS.stream().filter("test"::equals).count());
    long fixtures = 6 + 6 + 6 + 6 + 2;
    assertEquals(fixtures, EVENTS.stream().filter("before"::equals).count());
    assertEquals(fixtures, EVENTS.stream().filter("after"::equals).count());
    assertEquals(4, EVENTS.stream().filter("recovered"::equals).count());
  }

  static final class Swallows {
    @Test
    @AllocationFailures
    void passesAllTheSame() {
      Allocators.free(Allocators.allocate(8, 8));
      try {
        Allocators.free(Allocators.allocate(16, 8));
      } catch (OutOfMemoryError e) {
        EVENTS.add("swallowed");
      }
    }
  }

  @Test
  @DisplayName("fails if it passes although an allocation failed, and shows which")
  void swallowed() {
    Outcome run = Outcome.of(Swallows.class);
    assertEquals(
        """
        passesAllTheSame() does not survive failing allocations: 2 of 5 rounds failed, with 2 allocations a run
          round 2, where allocation 2 fails: passed all the same; if it is meant to, say mayRecover = true
          round 2+, where allocation 2 and all after it fail: passed all the same; if it is meant to, say mayRecover = true
          One round alone: -Dalloc.junit.round=2\
        """,
        run.message("passesAllTheSame()"));
    Throwable shown = run.failure("passesAllTheSame()").getSuppressed()[0];
    assertEquals("passesAllTheSame", Outcome.callerOf(shown, AllocationFailuresTest.class));
  }

  static final class Many {
    @Test
    @AllocationFailures
    void swallowsEverything() {
      for (int i = 0; i < 100; i++) {
        try {
          Allocators.free(Allocators.allocate(8, 8));
        } catch (OutOfMemoryError e) {
          EVENTS.add("swallowed");
        }
      }
    }
  }

  @Test
  @DisplayName("stops when ten rounds have failed")
  void many() {
    String message = Outcome.of(Many.class).message("swallowsEverything()");
    assertTrue(
        message.contains("10 of 10 rounds so far failed, with 100 allocations a run"), message);
    assertEquals(12, message.lines().count());
  }

  @LeakCheck
  static final class Templates {
    @ParameterizedTest(name = "size {0}")
    @ValueSource(longs = {8, 16})
    @AllocationFailures
    void parameterized(long byteSize) {
      MemorySegment first = Allocators.allocate(byteSize, 8);
      if (byteSize == 16) {
        Allocators.free(Allocators.allocate(byteSize, 8));
      }
      Allocators.free(first);
    }

    @TestFactory
    @AllocationFailures
    Stream<DynamicTest> factory() {
      return Stream.of(
          DynamicTest.dynamicTest("good", Careful::run),
          DynamicTest.dynamicTest("bad", new AllocationFailureRoundsTest.LeaksOnFailure()::leaks));
    }
  }

  @Test
  @DisplayName("may be an invocation of a template or a dynamic test")
  void templates() {
    Outcome run = Outcome.of(Templates.class);
    assertEquals(Set.of("size 16", "bad"), run.failed());
    assertEquals(Set.of("size 8", "good"), run.passed());
    run.assertLine("size 16", "round 2, where allocation 2 fails: leaked 1 block (16 bytes)");
    run.assertLine("bad", "round 2, where allocation 2 fails: leaked 1 block (8 bytes)");
  }
}
