package dev.alloc.tck;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.tck.allocation.FreeOrder;
import dev.alloc.tck.allocation.Reserve;
import dev.alloc.tck.allocation.SegmentDefaults;
import dev.alloc.tck.allocation.Sizes;
import dev.alloc.tck.trial.Balance;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Overlaps;
import dev.alloc.tck.trial.State;
import dev.alloc.tck.trial.Tag;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Chapter 1: what a block is, and how it is had. */
public interface AllocationRules extends TckFixture {

  /** A block shorter or longer than asked for breaks every caller that computes with its size. */
  @Test
  @DisplayName("1.1 a fresh block is readable and writable over exactly the requested bytes")
  default void required_1_1_freshBlockIsAccessibleOverExactlyItsBytes() {
    try (Trial trial = Trial.of(this, "1.1")) {
      for (long byteSize : new long[] {1, 2, 3, 7, 8, 9, 16, 31, 64, 100, 255, 1000, 4096, 9999}) {
        if (byteSize > trial.budget() / 2) {
          continue;
        }
        MemorySegment block = trial.blocks().allocate(byteSize, 1);
        trial.check(
            block.byteSize() == byteSize,
            "%d bytes were asked for, the block has %d",
            byteSize,
            block.byteSize());
        trial.check(!block.isReadOnly(), "a fresh block of %d bytes is read-only", byteSize);
        Tag tag = trial.blocks().tag(0);
        long offset = tag.firstMismatch(block, byteSize);
        trial.check(
            offset < 0, "byte %d of %d does not hold what was written to it", offset, byteSize);
        trial.blocks().free(0);
      }
    }
  }

  /** Two owners of one byte is the fault that all others lead to. */
  @Test
  @DisplayName("1.2 live blocks never overlap while the live set grows from 100 to 20 000")
  default void required_1_2_liveBlocksNeverOverlap() {
    try (Trial trial = Trial.of(this, "1.2")) {
      LiveSet blocks = trial.blocks();
      int most = trial.blocksOf(20_000, 64);
      long next = 0;
      for (int stage = Math.min(100, most); ; stage = Math.min(2 * stage, most)) {
        while (blocks.size() < stage) {
          blocks.allocate(1 + next++ % 50, 1); // the first 100 hold every size twice
        }
        Overlaps.check(trial);
        blocks.verifyContents();
        if (stage == most) {
          return;
        }
        for (int i = 0; i < stage / 3; i++) { // so that the next ones fill holes
          blocks.free(trial.random().nextInt(blocks.size()));
        }
      }
    }
  }

  /** Programs and plugins use the address as the block's identity. */
  @Test
  @DisplayName("1.3 the address is not 0 and unique among live blocks")
  default void required_1_3_addressIsNotZeroAndUnique() {
    try (Trial trial = Trial.of(this, "1.3")) {
      Set<Long> addresses = new HashSet<>();
      int count = trial.blocksOf(5_000, 32);
      for (int i = 0; i < count; i++) {
        MemorySegment block = trial.blocks().allocate(1 + i % 32, 1);
        trial.check(block.address() != 0, "block number %d has the address 0", i);
        trial.check(
            addresses.add(block.address()),
            "a live block has the address of another, 0x%x",
            block.address());
      }
    }
  }

  /** An empty string or array is a value like any other; its owner frees it like any other. */
  @Test
  @DisplayName("1.4 zero-sized blocks are distinct, not null, and freed like any other")
  default void required_1_4_zeroSizedBlocksAreDistinctAndFreeable() {
    try (Trial trial = Trial.of(this, "1.4")) {
      Allocator allocator = trial.allocator();
      Set<Long> addresses = new HashSet<>();
      addresses.add(trial.blocks().allocate(16, 8).address());
      for (int i = 0; i < trial.blocksOf(1_000, 0); i++) {
        MemorySegment block =
            trial.blocks().add(i % 2 == 0 ? allocator.allocate(0, 8) : allocator.allocate(0, 1));
        trial.check(
            block.byteSize() == 0, "0 bytes were asked for, the block has %d", block.byteSize());
        trial.check(block.address() != 0, "a zero-sized block has the address 0");
        trial.check(
            addresses.add(block.address()),
            "a live zero-sized block has the address of another live block, 0x%x",
            block.address());
      }
      trial.blocks().freeAll();
      int rounds = trial.has(Capability.INDIVIDUAL_FREE) ? trial.repeats(100_000) : 0;
      for (int i = 0; i < rounds; i++) { // fills a small machine if they stayed
        allocator.free(allocator.allocate(0, 1));
      }
    }
  }

  /** A size that went negative is a bug of the caller, found cheapest here. */
  @Test
  @DisplayName("1.5 a negative size throws IllegalArgumentException and changes no state")
  default void required_1_5_negativeSizeIsRefused() {
    try (Trial trial = Trial.observed(this, "1.5")) {
      Allocator allocator = trial.allocator();
      MemorySegment block = trial.blocks().allocate(16, 8);
      for (long byteSize : new long[] {-1, -8, -4096, Integer.MIN_VALUE, Long.MIN_VALUE}) {
        State before = trial.state();
        trial.thrown(
            IllegalArgumentException.class,
            "allocate(%d, 8)".formatted(byteSize),
            () -> allocator.allocate(byteSize, 8));
        trial.thrown(
            IllegalArgumentException.class,
            "allocateZeroed(%d, 8)".formatted(byteSize),
            () -> allocator.allocateZeroed(byteSize, 8));
        trial.thrown(
            IllegalArgumentException.class,
            "reallocate(block, %d, 8)".formatted(byteSize),
            () -> allocator.reallocate(block, byteSize, 8));
        trial.assertUnchanged(before, "the refused size " + byteSize);
      }
    }
  }

  /** Size classes go wrong at their edges. */
  @Test
  @DisplayName("1.6 sizes 1 to 4097 and every power of two ± 1 are granted")
  default void required_1_6_everySizeIsGranted() {
    try (Trial trial = Trial.of(this, "1.6")) {
      long most = Math.min(trial.volume(DEFAULT_BUDGET), trial.allocator().maxByteSize());
      for (long byteSize = 1; byteSize <= Math.min(4097, most); byteSize++) {
        Sizes.grant(trial, byteSize);
      }
      for (long power = 4096; power - 1 <= most; power *= 2) {
        for (long byteSize = power - 1; byteSize <= Math.min(power + 1, most); byteSize++) {
          Sizes.grant(trial, byteSize);
        }
      }
    }
  }

  /** Large blocks usually take another way than small ones. */
  @Test
  @DisplayName("1.7 a large block is freed between two others; 100 MiB where the budget allows")
  default void required_1_7_largeBlocks() {
    try (Trial trial = Trial.of(this, "1.7")) {
      LiveSet blocks = trial.blocks();
      long third = trial.volume(100L << 20) / 3;
      for (int i = 0; i < 3; i++) {
        blocks.allocate(third, 8);
      }
      blocks.free(1); // the third takes its place in the set
      blocks.verifyContents();
      blocks.allocate(third, 8);
      blocks.verifyContents();
      blocks.freeAll();
      blocks.allocate(trial.volume(100L << 20), 8);
      blocks.verifyContents();
    }
  }

  /** Free lists and tables have an order in which they fail. */
  @Test
  @DisplayName("1.8 freeing 513 blocks in order, in reverse and shuffled leaves 0 live")
  default void when_COUNTS_1_8_freeingInAnyOrderLeavesNothingLive() {
    for (FreeOrder order : FreeOrder.values()) {
      try (Trial trial = Trial.observed(this, "1.8")) {
        Balance balance = Balance.of(trial);
        int count = trial.blocksOf(513, 48);
        for (int i = 0; i < count; i++) {
          trial.blocks().allocate(1 + i % 48, 8);
        }
        balance.mark();
        order.freeAll(trial);
        balance.assertNothingLive("after freeing %d blocks %s".formatted(count, order));
      }
    }
  }

  /** A steady program must be able to run for ever. */
  @Test
  @DisplayName("1.9 10 000 rounds of one pattern keep reserved bytes stable")
  default void when_RESERVED_1_9_aSteadyPatternKeepsReservedBytesStable() {
    try (Trial trial = Trial.of(this, "1.9")) {
      trial.assume(Capability.RESERVED);
      Reserve reserve = Reserve.of(trial, heldBackBytes());
      int rounds = trial.repeats(10_000);
      for (int i = 0; i < rounds + reserve.warmUp(); i++) {
        reserve.round(i);
      }
    }
  }

  /** Zeroed memory that is not leaks one owner's data to the next. */
  @Test
  @DisplayName("1.10 allocateZeroed reads as zero, also where memory was dirtied before")
  default void required_1_10_allocateZeroedReadsAsZero() {
    try (Trial trial = Trial.of(this, "1.10")) {
      for (long asked : new long[] {1, 7, 8, 24, 100, 1000, 4096, 4097, 65_536, 1L << 20}) {
        long byteSize = Math.min(asked, trial.volume(16L << 20));
        for (int i = trial.liveOfEach(byteSize); i > 0; i--) {
          trial.blocks().allocate(byteSize, 8);
        }
        trial.blocks().freeAll();
        for (int i = trial.liveOfEach(byteSize); i > 0; i--) {
          MemorySegment block = trial.allocator().allocateZeroed(byteSize, 8);
          long offset = Sizes.firstNonZero(block);
          trial.blocks().add(block);
          trial.check(offset < 0, "byte %d of %d zeroed bytes is not 0", offset, byteSize);
          trial.check(
              block.byteSize() == byteSize,
              "%d zeroed bytes were asked for, the block has %d",
              byteSize,
              block.byteSize());
        }
        trial.blocks().freeAll();
      }
    }
  }

  /** An allocator is a {@code SegmentAllocator}: who takes one must not get around this one. */
  @Test
  @DisplayName("1.11 every SegmentAllocator default works and goes through the primary method")
  default void required_1_11_segmentAllocatorDefaultsGoThroughThePrimaryMethod() {
    try (Trial trial = Trial.observed(this, "1.11")) {
      SegmentDefaults.all().forEach(call -> call.verify(trial));
    }
  }
}
