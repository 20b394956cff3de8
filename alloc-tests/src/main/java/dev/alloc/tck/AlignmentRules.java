package dev.alloc.tck;

import dev.alloc.Allocator;
import dev.alloc.tck.allocation.Alignments;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.State;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Chapter 2: where a block may start. */
public interface AlignmentRules extends TckFixture {

  /** Vector instructions and atomic access fault or tear on a misaligned address. */
  @Test
  @DisplayName("2.1 the address is a multiple of the alignment, for sizes around it")
  default void required_2_1_addressIsAligned() {
    try (Trial trial = Trial.of(this, "2.1")) {
      Alignments alignments = new Alignments(trial);
      for (long alignment = 1; alignment <= alignments.upTo(4096); alignment *= 2) {
        for (long byteSize :
            new long[] {0, 1, 10, alignment - 1, alignment, alignment + 1, 3 * alignment}) {
          alignments.grant(byteSize, alignment);
        }
      }
      for (long alignment : new long[] {64 << 10, 2 << 20, trial.allocator().maxAlignment()}) {
        for (long byteSize : new long[] {0, 1, 10}) {
          alignments.grant(byteSize, alignment);
        }
      }
    }
  }

  /** An allocator that rounds sizes up to the alignment, or keeps a header before the block. */
  @Test
  @DisplayName("2.2 the alignment may be far larger than the block and than a page")
  default void required_2_2_alignmentMayExceedSizeAndPage() {
    try (Trial trial = Trial.of(this, "2.2")) {
      Alignments alignments = new Alignments(trial);
      LiveSet blocks = trial.blocks();
      for (long alignment = 2; alignments.fits(1, alignment); alignment *= 2) {
        alignments.aligned(blocks.allocate(1, alignment), alignment);
        long half = Math.min(alignment / 2, trial.volume(DEFAULT_BUDGET));
        if (alignments.fits(half, alignment)) {
          alignments.aligned(blocks.allocate(half, alignment), alignment);
        }
        blocks.verifyContents();
        while (blocks.size() > 2 || (!blocks.isEmpty() && !alignments.fits(1, 4 * alignment))) {
          blocks.free(0);
        }
      }
    }
  }

  /** A caller that mixes up size and alignment must hear of it. */
  @Test
  @DisplayName("2.3 an alignment that is no power of two or too large is refused")
  default void required_2_3_badAlignmentIsRefused() {
    try (Trial trial = Trial.observed(this, "2.3")) {
      long most = trial.allocator().maxAlignment();
      trial.check(
          most > 0 && Long.bitCount(most) == 1, "maxAlignment() is %d, no power of two", most);
      MemorySegment block = trial.blocks().allocate(16, 1);
      for (long alignment :
          new long[] {0, -1, -8, 3, 6, 12, 4097, Long.MIN_VALUE, Long.MAX_VALUE}) {
        refuse(trial, block, alignment);
      }
      if (most < 1L << 62) {
        String message = refuse(trial, block, 2 * most);
        trial.check(
            message.contains(Long.toString(most)),
            "an alignment above maxAlignment() is refused without naming the limit %d: %s",
            most,
            message);
      }
    }
  }

  private static String refuse(Trial trial, MemorySegment block, long alignment) {
    Allocator allocator = trial.allocator();
    State before = trial.state();
    IllegalArgumentException refusal =
        trial.thrown(
            IllegalArgumentException.class,
            "allocate(16, %d)".formatted(alignment),
            () -> allocator.allocate(16, alignment));
    trial.thrown(
        IllegalArgumentException.class,
        "allocateZeroed(16, %d)".formatted(alignment),
        () -> allocator.allocateZeroed(16, alignment));
    trial.thrown(
        IllegalArgumentException.class,
        "reallocate(block, 32, %d)".formatted(alignment),
        () -> allocator.reallocate(block, 32, alignment));
    trial.assertUnchanged(before, "the refused alignment " + alignment);
    return String.valueOf(refusal.getMessage());
  }

  /** The special cases of an allocator forget the alignment first. */
  @Test
  @DisplayName("2.4 alignment holds on zero-sized blocks and after reallocation")
  default void required_2_4_alignmentHoldsOnZeroSizedAndReallocatedBlocks() {
    try (Trial trial = Trial.of(this, "2.4")) {
      Alignments alignments = new Alignments(trial);
      LiveSet blocks = trial.blocks();
      for (long alignment = 1; alignment <= alignments.upTo(4096); alignment *= 2) {
        alignments.aligned(blocks.allocate(0, alignment), alignment);
        for (long byteSize : new long[] {20, 0, alignment, 10, 3 * alignment}) {
          if (alignments.fits(2 * byteSize, 2 * alignment)) {
            alignments.aligned(blocks.reallocate(0, byteSize, alignment), alignment);
          }
        }
        blocks.freeAll();
        alignments.aligned(trial.blocks().allocate(10, 1), 1);
        alignments.aligned(blocks.reallocate(0, 10, alignment), alignment);
        blocks.freeAll();
      }
    }
  }

  /** Adding the alignment to the size is the oldest overflow there is. */
  @Test
  @DisplayName("2.5 size + alignment that wraps around fails cleanly")
  default void required_2_5_sizePlusAlignmentThatWrapsAroundFails() {
    try (Trial trial = Trial.observed(this, "2.5")) {
      long page = Math.min(4096, trial.allocator().maxAlignment());
      long most = trial.allocator().maxAlignment();
      wrap(trial, 1L << 62, 1L << 62);
      wrap(trial, Long.MAX_VALUE, 4096);
      wrap(trial, Long.MAX_VALUE, page);
      wrap(trial, Long.MAX_VALUE - page + 1, page);
      wrap(trial, Long.MAX_VALUE, most);
      wrap(trial, Long.MAX_VALUE - most + 2, most);
    }
  }

  private static void wrap(Trial trial, long byteSize, long alignment) {
    Allocator allocator = trial.allocator();
    Class<? extends Throwable> expected =
        alignment > allocator.maxAlignment()
            ? IllegalArgumentException.class
            : OutOfMemoryError.class;
    State before = trial.state().without(State.FAILURES);
    trial.thrown(
        expected,
        "allocate(%d, %d)".formatted(byteSize, alignment),
        () -> allocator.allocate(byteSize, alignment));
    trial.thrown(
        expected,
        "allocateZeroed(%d, %d)".formatted(byteSize, alignment),
        () -> allocator.allocateZeroed(byteSize, alignment));
    trial.assertUnchanged(
        before, "the refused request for %d bytes aligned to %d".formatted(byteSize, alignment));
  }
}
