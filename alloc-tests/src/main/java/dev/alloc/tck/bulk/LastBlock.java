package dev.alloc.tck.bulk;

import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Overlaps;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;

/** The last block of a pool, and those before it (rule 9.3). */
public final class LastBlock {
  private static final long SIZE = 24;

  private final Trial trial;
  private final LiveSet blocks;

  public LastBlock(Trial trial) {
    this.trial = trial;
    this.blocks = trial.blocks();
  }

  public void run() {
    for (long alignment = 8; alignment <= Math.min(64, trial.allocator().maxAlignment()); ) {
      growsAndShrinks(alignment);
      isFreed(alignment);
      alignment *= 2;
    }
    othersMove();
  }

  private void growsAndShrinks(long alignment) {
    begin();
    MemorySegment last = blocks.allocate(SIZE, alignment); // most likely after padding
    for (long byteSize : new long[] {2 * SIZE, SIZE / 2, SIZE, 0, 1}) {
      long kept = Math.min(byteSize, blocks.memory(1).byteSize());
      MemorySegment resized = blocks.reallocate(1, byteSize, alignment);
      trial.check(
          resized.address() == last.address(),
          "the last block moved from 0x%x to 0x%x when it was resized to %d bytes",
          last.address(),
          resized.address(),
          byteSize);
      blocks.verifyContents(1, kept);
      blocks.refill(1);
      neighbour();
      blocks.freeKeepingOrder(2);
    }
    neighbour();
    blocks.verifyContents();
    end();
  }

  private void isFreed(long alignment) {
    begin();
    MemorySegment last = blocks.allocate(SIZE, alignment);
    blocks.freeKeepingOrder(1);
    MemorySegment next = blocks.allocate(SIZE, alignment);
    trial.check(
        next.address() == last.address(),
        "the last block was freed at 0x%x, and the next one of its size is at 0x%x",
        last.address(),
        next.address());
    neighbour();
    blocks.verifyContents();
    end();
  }

  private void othersMove() {
    begin();
    neighbour();
    MemorySegment before = blocks.memory(0);
    MemorySegment moved = blocks.reallocate(0, 2 * SIZE, 8);
    trial.check(
        moved.address() != before.address(),
        "a block that is not the last one grew in place, over the next one");
    blocks.verifyContents(0, SIZE);
    blocks.refill(0);
    Overlaps.check(trial);
    blocks.verifyContents();
    end();
  }

  /** A block before, of an odd size, so that the next one needs padding. */
  private void begin() {
    blocks.allocate(SIZE + 1, 1);
  }

  /** A block behind, which shares no byte with the others. */
  private void neighbour() {
    blocks.allocate(SIZE, 1);
    Overlaps.check(trial);
  }

  private void end() {
    blocks.forget();
    trial.allocator().reset(Long.MAX_VALUE);
  }
}
