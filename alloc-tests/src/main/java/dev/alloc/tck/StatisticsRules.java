package dev.alloc.tck;

import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import dev.alloc.tck.statistics.CrossingBlocks;
import dev.alloc.tck.statistics.KnownValues;
import dev.alloc.tck.statistics.Ledger;
import dev.alloc.tck.statistics.PeakRule;
import dev.alloc.tck.statistics.Snapshots;
import dev.alloc.tck.statistics.SurplusFree;
import dev.alloc.tck.statistics.Trace;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.State;
import dev.alloc.tck.trial.Trial;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Chapter 6: what an allocator reports of itself is exact, or unknown.
 *
 * <p>The tests keep books of their own and compare; a layer is asked for what it knows itself.
 */
public interface StatisticsRules extends TckFixture {

  /** Live is allocations − frees after any mix, failures included; bytes are those asked for. */
  @Test
  @DisplayName("6.1 live is allocations - frees after any mix of requests")
  default void when_COUNTS_6_1_liveIsAllocationsMinusFrees() {
    try (Trial trial = Trial.of(this, "6.1")) {
      trial.assume(Capability.COUNTS);
      Trace trace = new Trace(trial, trial.random(), /* reallocates= */ false);
      int steps = Math.max(300, trial.repeats(5_000));
      for (int i = 1; i <= steps; i++) {
        trace.step();
        trace.ledger().verify(trial, "after request " + i + " of a random mix");
      }
      trace.finish();
      trace.ledger().verify(trial, "after everything was freed");
    }
  }

  /**
   * Exact once threads are joined, ended and virtual ones too; more frees than blocks is a fault.
   */
  @Test
  @DisplayName("6.2 exact after threads are joined; a surplus free is a fault")
  default void when_COUNTS_6_2_exactAfterThreadsAreJoined() {
    try (Trial trial = Trial.of(this, "6.2")) {
      trial.assume(Capability.COUNTS);
      if (trial.has(Capability.THREAD_SAFE)) {
        new CrossingBlocks(trial).verifyBooks();
      }
    }
    Trial.probed(this, "6.2").ifPresent(SurplusFree::verifyFault);
  }

  /** One reallocation is one reallocation, and neither an allocation nor a free. */
  @Test
  @DisplayName("6.3 a reallocation changes bytes and its own count only")
  default void when_COUNTS_6_3_reallocationIsNeitherAllocationNorFree() {
    try (Trial trial = Trial.of(this, "6.3")) {
      trial.assume(Capability.COUNTS);
      LiveSet blocks = trial.blocks();
      Ledger ledger = new Ledger();
      blocks.allocate(40, 8);
      ledger.allocated(40);
      blocks.allocate(24, 8);
      ledger.allocated(24);
      long size = 24;
      for (long newSize : new long[] {25, 1_000, 1_000, 999, 16, 0, 0, 3_000, 1}) {
        blocks.reallocate(1, newSize, 8);
        ledger.reallocated(size, newSize);
        ledger.verify(trial, "after a reallocation from %d to %d bytes".formatted(size, newSize));
        size = newSize;
      }
    }
  }

  /** The peak is the highest number of live bytes so far, to the byte. */
  @Test
  @DisplayName("6.4 the peak rises above the former maximum only, until it is reset")
  default void when_PEAK_6_4_peakIsTheHighestLiveBytes() {
    try (Trial trial = Trial.of(this, "6.4")) {
      trial.assume(Capability.PEAK);
      LiveSet blocks = trial.blocks();
      blocks.allocate(2_000, 8);
      PeakRule.verify(trial, 2_000, "after the first block of 2000 bytes");
      blocks.allocate(500, 8);
      PeakRule.verify(trial, 2_500, "after another of 500");
      blocks.free(0);
      PeakRule.verify(trial, 2_500, "after the first was freed");
      blocks.allocate(1_999, 8);
      PeakRule.verify(trial, 2_500, "at 2499 live bytes");
      blocks.reallocate(1, 2_001, 8);
      PeakRule.verify(trial, 2_501, "after a reallocation from 1999 to 2001 bytes");
      blocks.free(1);
      trial.allocator().resetPeak();
      PeakRule.verify(trial, 500, "after resetPeak() at 500 live bytes");
      blocks.allocate(10, 8);
      PeakRule.verify(trial, 510, "after 10 bytes more");
      blocks.freeAll();
      trial.allocator().resetPeak();
      PeakRule.verify(trial, 0, "after resetPeak() without live blocks");
      if (trial.has(Capability.THREAD_SAFE)) {
        PeakRule.verifyOnThreads(trial);
      }
    }
  }

  /** A value is true or unknown; what a capability promises is known. */
  @Test
  @DisplayName("6.5 a value that is not known is reported as unknown, never as 0")
  default void required_6_5_unknownIsNeverZero() {
    try (Trial trial = Trial.of(this, "6.5")) {
      LiveSet blocks = trial.blocks();
      blocks.allocate(100, 8);
      blocks.allocate(100, 8);
      blocks.allocate(100, 8);
      blocks.reallocate(0, 200, 8);
      blocks.free(2);
      trial.thrown(
          OutOfMemoryError.class,
          "allocate(Long.MAX_VALUE, 1)",
          () -> trial.allocator().allocate(Long.MAX_VALUE, 1));
      AllocatorStats stats = trial.allocator().stats();
      State.of(stats)
          .values()
          .forEach(
              (name, value) ->
                  trial.check(
                      value > 0,
                      "'%s' reports %s as %d after allocations, a free, a reallocation and a"
                          + " refusal, with two blocks live; leave out what is not known",
                      trial.allocator().name(),
                      name,
                      value));
      KnownValues.verify(trial, stats);
    }
  }

  /** A snapshot taken in the middle of things never throws, hangs, or shows what cannot be. */
  @Test
  @DisplayName("6.6 snapshots taken while others allocate are never negative")
  default void when_THREAD_SAFE_6_6_snapshotsAreNeverNegative() {
    try (Trial trial = Trial.of(this, "6.6")) {
      trial.assume(Capability.THREAD_SAFE);
      new Snapshots(trial).run();
    }
  }

  /** One trace, one result: the books of the test stand for every other counting allocator. */
  @Test
  @DisplayName("6.7 the same trace gives the same counts and bytes everywhere")
  default void when_COUNTS_6_7_sameTraceSameCounts() {
    try (Trial trial = Trial.of(this, "6.7")) {
      trial.assume(Capability.COUNTS);
      long fixedSeed = 67;
      Trace trace = new Trace(trial, new SplittableRandom(fixedSeed), /* reallocates= */ true);
      int steps = Math.max(400, trial.repeats(5_000));
      for (int i = 1; i <= steps; i++) {
        trace.step();
      }
      trace.ledger().verify(trial, "after " + steps + " requests that are the same everywhere");
      trace.finish();
      trace.ledger().verify(trial, "after everything was freed");
    }
  }
}
