package dev.alloc.tck;

import dev.alloc.Capability;
import dev.alloc.tck.bulk.BulkChurn;
import dev.alloc.tck.bulk.LastBlock;
import dev.alloc.tck.bulk.MarkRule;
import dev.alloc.tck.bulk.PoolTrial;
import dev.alloc.tck.bulk.ResetRace;
import dev.alloc.tck.bulk.ResetRule;
import dev.alloc.tck.bulk.SafeMode;
import dev.alloc.tck.bulk.WarmRounds;
import dev.alloc.tck.trial.Trial;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Chapter 9, bulk release: what a pool owes to those who give everything back at once, and to the
 * allocator its memory is from.
 */
public interface BulkReleaseRules extends TckFixture {

  /** A block that survives a reset is a trap, and memory that does is a leak. */
  @Test
  @DisplayName("9.1 reset(retainBytes) leaves nothing live and keeps at most retainBytes")
  default void when_RESET_9_1_resetLeavesNothingLive() {
    try (PoolTrial pool = PoolTrial.of(this, "9.1")) {
      pool.trial().assume(Capability.RESET);
      new ResetRule(pool).run();
    }
    SafeMode.inTrial(this, "9.1", SafeMode::verifyReset);
    try (Trial trial = Trial.of(this, "9.1")) {
      if (trial.has(Capability.THREAD_SAFE)) {
        new ResetRace(trial).run();
      }
    }
  }

  /** Keeping the memory is what a pool is for. */
  @Test
  @DisplayName("9.2 after warm-up, 25 rounds of random sizes never call the upstream")
  default void when_RESET_9_2_warmRoundsNeverCallTheUpstream() {
    try (PoolTrial pool = PoolTrial.of(this, "9.2")) {
      pool.trial().assume(Capability.RESET);
      new WarmRounds(pool).run();
    }
  }

  /** A stack of blocks, a string that is appended to: the common cases of a bump allocator. */
  @Test
  @DisplayName("9.3 the last block grows, shrinks and is freed in place")
  default void when_RESET_and_IN_PLACE_9_3_theLastBlockChangesInPlace() {
    try (Trial trial = Trial.of(this, "9.3")) {
      trial.assume(Capability.RESET);
      trial.assume(Capability.IN_PLACE);
      new LastBlock(trial).run();
    }
  }

  /** Whoever closes a mark trusts it with the blocks of everybody further out. */
  @Test
  @DisplayName("9.4 rewinding drops exactly what came after the mark")
  default void when_MARK_9_4_rewindingDropsWhatCameAfterTheMark() {
    try (PoolTrial pool = PoolTrial.of(this, "9.4")) {
      pool.trial().assume(Capability.MARK);
      new MarkRule(pool).run();
    }
    SafeMode.inTrial(this, "9.4", SafeMode::verifyMark);
  }

  /** What a pool forgets in bulk, nobody frees later. */
  @Test
  @DisplayName("9.5 the upstream sees every segment it gave come back")
  default void when_RESET_9_5_theUpstreamSeesEverySegmentComeBack() {
    try (PoolTrial pool = PoolTrial.of(this, "9.5")) {
      pool.trial().assume(Capability.RESET);
      new BulkChurn(pool).run();
    }
  }
}
