package dev.alloc.tck;

import dev.alloc.Capability;
import dev.alloc.tck.failure.ClosedCalls;
import dev.alloc.tck.failure.ErrorText;
import dev.alloc.tck.failure.FailingRecords;
import dev.alloc.tck.failure.ImpossibleSizes;
import dev.alloc.tck.failure.Leak;
import dev.alloc.tck.failure.Limit;
import dev.alloc.tck.failure.Recovery;
import dev.alloc.tck.failure.UpstreamFailure;
import dev.alloc.tck.trial.Trial;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Chapter 5: what happens when a request cannot be met, and after close. */
public interface FailureRules extends TckFixture {

  /** Sizes that overflow once a header or an alignment is added to them. */
  @Test
  @DisplayName("5.1 a size that no machine has throws OutOfMemoryError at once")
  default void required_5_1_impossibleSizesAreOutOfMemory() {
    Assertions.assertTimeoutPreemptively(
        timeLimit(),
        () -> {
          try (Trial trial = Trial.observed(this, "5.1")) {
            ImpossibleSizes.refuseAll(trial);
          }
        },
        "rule 5.1: requests for impossible sizes are not refused at once");
  }

  /** A short block for a product that wrapped around is a classic way to be broken into. */
  @Test
  @DisplayName("5.2 count × size that overflows throws, and never gives a short block")
  default void required_5_2_overflowOfCountTimesSizeIsRefused() {
    try (Trial trial = Trial.of(this, "5.2")) {
      ImpossibleSizes.refuseOverflows(trial);
    }
  }

  /** Failure is an answer, not an end. */
  @Test
  @DisplayName("5.3 after any failure normal requests succeed")
  default void required_5_3_normalRequestsSucceedAfterAnyFailure() {
    try (Trial trial = Trial.of(this, "5.3")) {
      Recovery.afterRefusedRequests(trial);
      Recovery.afterExhaustion(trial);
    }
  }

  /** Each layer passes failure on without keeping or losing anything. */
  @Test
  @DisplayName("5.4 when the upstream fails, what was taken is given back and nothing is counted")
  default void required_5_4_upstreamFailureLeavesNothingBehind() {
    if (Probe.below(spec()).isEmpty()) {
      Trial.skip("5.4", "'%s' is a base: nothing is below it".formatted(spec()));
    }
    new UpstreamFailure(this, "5.4").verify();
  }

  /** A limit that is only roughly kept is no limit. */
  @Test
  @DisplayName("5.5 exactly the limit succeeds, one byte more fails, freed bytes become available")
  default void when_LIMIT_5_5_theLimitIsExact() {
    Limit.verify(this, "5.5");
  }

  /** A late call must be heard of, not reach memory that is gone. */
  @Test
  @DisplayName("5.6 on a closed allocator every call throws IllegalStateException")
  default void required_5_6_everyCallOnAClosedAllocatorThrows() {
    try (Trial trial = Trial.of(this, "5.6")) {
      ClosedCalls.verify(trial);
    }
  }

  /** The one line in a crash log has to be enough. */
  @Test
  @DisplayName("5.7 the error names size, alignment and allocator")
  default void required_5_7_theErrorNamesTheRequest() {
    try (Trial trial = Trial.of(this, "5.7")) {
      ErrorText.verify(trial, (1L << 62) - 12_345);
    }
    createWithLimit(1000)
        .ifPresent(
            limited -> {
              try (Trial trial = Trial.with(this, "5.7", limited)) {
                ErrorText.verify(trial, 1_234);
              }
            });
  }

  /** Records need memory too. */
  @Test
  @DisplayName(
      "5.8 when own records fail, the block goes back and the caller sees OutOfMemoryError")
  default void required_5_8_failingRecordsGiveTheBlockBack() {
    FailingRecords.verify(this, "5.8");
  }

  /** Closing over live blocks would turn every one of them into a trap. */
  @Test
  @DisplayName("5.9 close with live blocks throws the LEAK fault, closes nothing, may be retried")
  default void when_COUNTS_and_not_RESET_5_9_closeWithLiveBlocksIsRefused() {
    try (Trial trial = Trial.of(this, "5.9")) {
      trial.assume(Capability.COUNTS);
      trial.assumeNot(Capability.RESET);
      Leak.verify(trial);
    }
  }
}
