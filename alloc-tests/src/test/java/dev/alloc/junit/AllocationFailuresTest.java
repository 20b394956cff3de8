package dev.alloc.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
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

  /** Allocates two blocks and frees them, whatever happens. */
  private static void careful() {
    MemorySegment first = Allocators.allocate(8, 8);
    try {
      Allocators.free(Allocators.allocate(16, 8));
    } finally {
      Allocators.free(first);
    }
  }

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
      careful();
    }

    @Test
    @AllocationFailures
    void wraps() {
      try {
        careful();
      } catch (OutOfMemoryError e) {
        throw new IllegalStateException("no memory", e);
      }
    }

    @Test
    @AllocationFailures(mayThrow = {UnsupportedOperationException.class, ArithmeticException.class})
    void translates() {
      try {
        careful();
      } catch (OutOfMemoryError e) {
        throw new ArithmeticException("no memory");
      }
    }

    @Test
    @AllocationFailures(mayRecover = true)
    void recovers() {
      try {
        careful();
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
    assertEquals("passesAllTheSame", callerOf(shown));
  }

  static final class LeaksOnFailure {
    @Test
    @AllocationFailures
    void leaks() {
      MemorySegment first = Allocators.allocate(8, 8);
      MemorySegment second = Allocators.allocate(16, 8);
      Allocators.free(second);
      Allocators.free(first);
    }
  }

  @Test
  @DisplayName("fails if it leaks when an allocation fails, with the round and the failed call")
  void leakOnFailurePath() {
    Outcome run = Outcome.of(LeaksOnFailure.class);
    assertEquals(
        """
        leaks() does not survive failing allocations: 2 of 5 rounds failed, with 2 allocations a run
          round 2, where allocation 2 fails: leaked 1 block (8 bytes)
          round 2+, where allocation 2 and all after it fail: leaked 1 block (8 bytes)
          One round alone: -Dalloc.junit.round=2, with -Dalloc.junit.sites=true to see what leaks\
        """,
        run.message("leaks()"));
    Throwable[] shown = run.failure("leaks()").getSuppressed();
    assertEquals(1, shown.length, "one call is shown once");
    assertEquals("leaks", callerOf(shown[0]));
  }

  @Test
  @DisplayName("shows where the block was allocated that leaked, in the round that is run alone")
  void sitesOfOneRound() {
    Outcome run =
        Outcome.of(
            LeaksOnFailure.class, Map.of("alloc.junit.round", "2", "alloc.junit.sites", "true"));
    String message = run.message("leaks()");
    assertTrue(message.startsWith("leaks() leaked 1 block (8 bytes)\n  1 block (8 bytes) alloc"));
    assertTrue(message.contains("LeaksOnFailure.leaks(AllocationFailuresTest.java:"), message);
  }

  @Test
  @DisplayName("can be run with one round alone, which has to exist")
  void oneRound() {
    String round = "alloc.junit.round";
    assertEquals(Set.of(), Outcome.of(LeaksOnFailure.class, Map.of(round, "1+")).failed());
    assertTrue(
        Outcome.of(LeaksOnFailure.class, Map.of(round, "2+"))
            .message("leaks()")
            .startsWith("leaks() leaked 1 block (8 bytes)"));
    assertEquals(
        """
        leaks() does not survive failing allocations: 1 of 1 rounds failed, with 2 allocations a run
          round 3, where allocation 3 fails: made only 2 allocations
          One round alone: -Dalloc.junit.round=3\
        """,
        Outcome.of(LeaksOnFailure.class, Map.of(round, "3")).message("leaks()"));
    assertEquals(
        "'0' is not a round: 7 stands for the 7th allocation, 7+ for that and all after it",
        Outcome.of(LeaksOnFailure.class, Map.of(round, "0")).message("leaks()"));
  }

  static final class OtherFaults {
    private static MemorySegment kept = MemorySegment.NULL;
    private static boolean broken;

    @Test
    @AllocationFailures
    void throwsSomethingElse() {
      try {
        careful();
      } catch (OutOfMemoryError e) {
        throw new IllegalStateException("unrelated");
      }
    }

    @Test
    @AllocationFailures
    void leaksAnyhow() {
      Allocators.allocate(8, 8);
    }

    @Test
    @AllocationFailures
    void fillsACache() {
      if (kept.byteSize() == 0) {
        kept = Allocators.allocate(24, 8);
        EVENTS.add("filled");
        Allocators.free(kept);
      }
      careful();
    }

    @Test
    @AllocationFailures
    void makesMoreEachTime() {
      EVENTS.add("more");
      int more = (int) EVENTS.stream().filter("more"::equals).count();
      for (int i = 0; i < more; i++) {
        Allocators.free(Allocators.allocate(8, 8));
      }
    }

    @Test
    @AllocationFailures
    void breaksForGood() {
      if (broken && EVENTS.stream().filter("good"::equals).count() == 5) {
        throw new IllegalStateException("broken");
      }
      EVENTS.add("good");
      broken = true;
      careful();
    }

    @Test
    @AllocationFailures(rounds = 4)
    void needsMoreRounds() {
      careful();
    }

    @Test
    @AllocationFailures
    void failsAnyhow() {
      throw new IllegalStateException("anyhow");
    }

    @Test
    @AllocationFailures
    void isAborted() {
      try {
        careful();
      } catch (OutOfMemoryError e) {
        Assumptions.abort("in a round");
      }
    }
  }

  @Test
  @DisplayName("fails for any other reason with that reason")
  void otherFaults() {
    EVENTS.clear();
    OtherFaults.broken = false;
    OtherFaults.kept = MemorySegment.NULL;
    Outcome run = Outcome.of(OtherFaults.class);
    assertEquals(Set.of("isAborted()"), run.aborted());
    assertEquals(Set.of(), run.passed());
    assertLine(run, "throwsSomethingElse()", "4 of 5 rounds failed");
    assertLine(
        run,
        "throwsSomethingElse()",
        "round 2+, where allocation 2 and all after it fail: threw"
            + " java.lang.IllegalStateException: unrelated");
    assertEquals(
        List.of("unrelated", "unrelated", "unrelated", "unrelated"),
        run.suppressed("throwsSomethingElse()"));
    assertLine(run, "leaksAnyhow()", "leaksAnyhow() leaked 1 block (8 bytes)");
    assertLine(
        run,
        "fillsACache()",
        "made 2 allocations before any failure and the first run 3, so the numbers of rounds mean"
            + " nothing; if the first run fills a cache, say @LeakCheck(warmUps = 1)");
    assertLine(
        run, "makesMoreEachTime()", "made 2 allocations before any failure and the first run 1");
    assertLine(
        run,
        "breaksForGood()",
        "the run after them, in which nothing failed, threw java.lang.IllegalStateException:"
            + " broken: a failure left something broken");
    assertEquals(
        "needsMoreRounds() makes 2 allocations, which are 5 rounds, and the limit is 4; test less"
            + " at a time, or say rounds = 5",
        run.message("needsMoreRounds()"));
    assertEquals("anyhow", run.message("failsAnyhow()"));
  }

  static final class BadFixture {
    private MemorySegment block = MemorySegment.NULL;

    @Test
    @AllocationFailures
    void leavesNothingToFree() {
      block = MemorySegment.NULL;
      block = Allocators.allocate(8, 8);
    }

    @AfterEach
    void free() {
      Allocators.free(block);
    }
  }

  @Test
  @DisplayName("fails if a method after it cannot cope with what a failure left")
  void badFixture() {
    assertLine(
        Outcome.of(BadFixture.class),
        "leavesNothingToFree()",
        "round 1, where allocation 1 fails: had @AfterEach or @BeforeEach throw"
            + " dev.alloc.MemoryFaultException");
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
          DynamicTest.dynamicTest("good", AllocationFailuresTest::careful),
          DynamicTest.dynamicTest("bad", new LeaksOnFailure()::leaks));
    }
  }

  @Test
  @DisplayName("may be an invocation of a template or a dynamic test")
  void templates() {
    Outcome run = Outcome.of(Templates.class);
    assertEquals(Set.of("size 16", "bad"), run.failed());
    assertEquals(Set.of("size 8", "good"), run.passed());
    assertLine(run, "size 16", "round 2, where allocation 2 fails: leaked 1 block (16 bytes)");
    assertLine(run, "bad", "round 2, where allocation 2 fails: leaked 1 block (8 bytes)");
  }

  private static void assertLine(Outcome run, String test, String expected) {
    assertTrue(run.message(test).contains(expected), () -> run.message(test));
  }

  /** The method outside of allocators that a failed allocation was asked for by. */
  private static String callerOf(Throwable failure) {
    for (StackTraceElement frame : failure.getStackTrace()) {
      if (frame.getClassName().startsWith(AllocationFailuresTest.class.getName())) {
        return frame.getMethodName();
      }
    }
    throw new AssertionError("no test in the stack", failure);
  }
}
