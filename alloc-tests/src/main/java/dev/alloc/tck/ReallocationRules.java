package dev.alloc.tck;

import dev.alloc.Capability;
import dev.alloc.tck.allocation.Alignments;
import dev.alloc.tck.model.ModelStep;
import dev.alloc.tck.model.RandomSequences;
import dev.alloc.tck.reallocation.FailedResize;
import dev.alloc.tck.reallocation.Resize;
import dev.alloc.tck.trial.Balance;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.State;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Chapter 3: changing a block's size. The alignment given is the new block's; the segment passed in
 * is dead afterwards, even where the address stays.
 */
public interface ReallocationRules extends TckFixture {

  /** What is kept is the whole point; small and large blocks are often moved by different code. */
  @Test
  @DisplayName("3.1 contents are kept up to the smaller size, whatever the two sizes are")
  default void required_3_1_contentsAreKept() {
    try (Trial trial = Trial.of(this, "3.1")) {
      long most = trial.volume(2L << 20) / 2;
      long[] sizes = {1, 8, 24, 100, 1000, 4096, 10_000, 65_536, 200_000, 1 << 20};
      for (long from : sizes) {
        for (long to : sizes) {
          if (from + to <= most) {
            Resize.verify(trial, from, 8, to, 8);
          }
        }
      }
    }
  }

  /**
   * Callers who trim or pad in place rely on it, and a needless copy is what it promises to save.
   */
  @Test
  @DisplayName("3.2 reallocation to the same size with sufficient alignment keeps the address")
  default void when_IN_PLACE_3_2_sameSizeKeepsTheAddress() {
    try (Trial trial = Trial.of(this, "3.2")) {
      trial.assume(Capability.IN_PLACE);
      for (long byteSize : new long[] {1, 16, 100, 4096, 10_000}) {
        MemorySegment block = trial.blocks().allocate(byteSize, 8);
        for (long alignment = 8; alignment > 0; alignment /= 2) {
          MemorySegment again = trial.blocks().reallocate(0, byteSize, alignment);
          trial.check(
              again.address() == block.address(),
              "%s moved to 0x%x although size and alignment stay",
              LiveSet.describe(block),
              again.address());
        }
        trial.blocks().freeAll();
      }
    }
  }

  /** A buffer that grows and shrinks must not leave anything behind. */
  @Test
  @DisplayName("3.3 cycles over 64 steps to 12 MiB and back return to the same live bytes")
  default void when_COUNTS_3_3_growAndShrinkCyclesReturnToTheSameLiveBytes() {
    try (Trial trial = Trial.observed(this, "3.3")) {
      Balance balance = Balance.of(trial);
      LiveSet blocks = trial.blocks();
      long step = Math.max(1, Math.min(trial.volume(12L << 20), trial.budget() / 4) / 64);
      blocks.allocate(step, 8);
      balance.mark();
      long before = balance.liveBytes();
      for (int cycle = 0; cycle < 3; cycle++) {
        for (int i = 2; i <= 64; i++) {
          blocks.reallocate(0, i * step, 8);
        }
        for (int i = 63; i >= 1; i--) {
          blocks.reallocate(0, i * step, 8);
        }
        if (balance.isExact()) {
          trial.check(
              balance.liveBytes() == before,
              "%d bytes were live before cycle %d of growing and shrinking, %d after it",
              before,
              cycle + 1,
              balance.liveBytes());
        }
      }
      blocks.freeAll();
      if (!balance.isExact()) {
        balance.assertNothingLive("after the block that grew and shrank was freed");
      }
    }
  }

  /** A program that survives running out of memory still needs what it has. */
  @Test
  @DisplayName(
      "3.4 a failed reallocate leaves the block, its contents and all statistics as before")
  default void required_3_4_aFailedReallocateChangesNothing() {
    try (Trial trial = Trial.observed(this, "3.4")) {
      FailedResize.beyondAnyMemory(trial);
    }
    FailedResize.whenUpstreamIsOut(this, "3.4");
  }

  /** C's realloc(p, 0) frees, or not, which nobody can rely on. */
  @Test
  @DisplayName("3.5 reallocate to 0 gives a zero-sized live block, and back")
  default void required_3_5_reallocateToAndFromZero() {
    try (Trial trial = Trial.observed(this, "3.5")) {
      LiveSet blocks = trial.blocks();
      blocks.allocate(10, 8);
      State start = trial.state();
      blocks.reallocate(0, 5, 8);
      State shrunk = trial.state();
      MemorySegment empty = blocks.reallocate(0, 0, 8);
      State emptied = trial.state();
      trial.check(
          empty.byteSize() == 0 && empty.address() != 0,
          "reallocate(block, 0, 8) returned %s, not a zero-sized block",
          LiveSet.describe(empty));
      String usual = start.without("live bytes", "live bytes below").increasesTo(shrunk);
      String toZero = shrunk.without("live bytes", "live bytes below").increasesTo(emptied);
      trial.check(
          usual.equals(toZero),
          "reallocate(block, 0, 8) is not counted as reallocate(block, 5, 8) is: %s and %s",
          toZero,
          usual);
      for (int i = 0; i < 10; i++) { // would get the address if it had been freed
        MemorySegment other = blocks.allocate(0, 8);
        trial.check(
            other.address() != empty.address(),
            "after reallocate(block, 0, 8) its address 0x%x was given out again",
            other.address());
      }
      MemorySegment grown = blocks.reallocate(0, 100, 8);
      trial.check(
          grown.byteSize() == 100,
          "reallocate(zero-sized block, 100, 8) returned %s",
          LiveSet.describe(grown));
      blocks.refill(0);
      blocks.verifyContents(0);
    }
  }

  /** Over-aligned blocks often have a record of their own, which a resize must follow. */
  @Test
  @DisplayName("3.6 over-aligned blocks get the new alignment and keep their contents")
  default void required_3_6_overAlignedBlocksKeepAlignmentAndContents() {
    try (Trial trial = Trial.of(this, "3.6")) {
      Alignments alignments = new Alignments(trial);
      for (long from = 1; from <= alignments.upTo(4096); from *= 4) {
        for (long to = 1; to <= alignments.upTo(4096); to *= 4) {
          for (long byteSize : new long[] {1, 40, 5000}) {
            if (alignments.fits(4 * byteSize, from + to)) {
              Resize.verify(trial, byteSize, from, 2 * byteSize, to);
              Resize.verify(trial, 2 * byteSize, from, byteSize, to);
            }
          }
        }
      }
    }
  }

  /** What nobody thought of. */
  @Test
  @DisplayName("3.7 random sequences do what a model of byte arrays does")
  default void required_3_7_randomSequencesMatchTheModel() {
    RandomSequences test = new RandomSequences(this, "3.7");
    for (int i = 0; i < 10; i++) {
      List<ModelStep> steps = test.randomSteps();
      test.failure(steps).ifPresent(failure -> test.reportSmallest(steps, failure));
    }
  }
}
