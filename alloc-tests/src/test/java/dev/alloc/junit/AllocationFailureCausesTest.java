package dev.alloc.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests that fail for other reasons than a leak or a failure that was swallowed. */
@DisplayName("A test with allocation failures")
final class AllocationFailureCausesTest {
  private static final List<String> EVENTS = new ArrayList<>();

  static final class OtherFaults {
    private static MemorySegment kept = MemorySegment.NULL;
    private static boolean broken;

    @Test
    @AllocationFailures
    void throwsSomethingElse() {
      try {
        Careful.run();
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
      Careful.run();
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
      Careful.run();
    }

    @Test
    @AllocationFailures(rounds = 4)
    void needsMoreRounds() {
      Careful.run();
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
        Careful.run();
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
    run.assertLine("throwsSomethingElse()", "4 of 5 rounds failed");
    run.assertLine(
        "throwsSomethingElse()",
        "round 2+, where allocation 2 and all after it fail: threw"
            + " java.lang.IllegalStateException: unrelated");
    assertEquals(
        List.of("unrelated", "unrelated", "unrelated", "unrelated"),
        run.suppressed("throwsSomethingElse()"));
    run.assertLine("leaksAnyhow()", "leaksAnyhow() leaked 1 block (8 bytes)");
    run.assertLine(
        "fillsACache()",
        "made 2 allocations before any failure and the first run 3, so the numbers of rounds mean"
            + " nothing; if the first run fills a cache, say @LeakCheck(warmUps = 1)");
    run.assertLine(
        "makesMoreEachTime()", "made 2 allocations before any failure and the first run 1");
    run.assertLine(
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
    Outcome.of(BadFixture.class)
        .assertLine(
            "leavesNothingToFree()",
            "round 1, where allocation 1 fails: had @AfterEach or @BeforeEach throw"
                + " dev.alloc.MemoryFaultException");
  }
}
