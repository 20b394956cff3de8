package dev.alloc.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is told of the rounds in which a test leaks, and how to run one of them. */
@DisplayName("A round of allocation failures")
final class AllocationFailureRoundsTest {
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
    assertEquals("leaks", Outcome.callerOf(shown[0], LeaksOnFailure.class));
  }

  @Test
  @DisplayName("shows where the block was allocated that leaked, in the round that is run alone")
  void sitesOfOneRound() {
    Outcome run =
        Outcome.of(
            LeaksOnFailure.class, Map.of("alloc.junit.round", "2", "alloc.junit.sites", "true"));
    String message = run.message("leaks()");
    assertTrue(message.startsWith("leaks() leaked 1 block (8 bytes)\n  1 block (8 bytes) alloc"));
    assertTrue(message.contains("LeaksOnFailure.leaks(AllocationFailureRoundsTest.java:"), message);
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
}
