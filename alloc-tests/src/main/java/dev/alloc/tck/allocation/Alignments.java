package dev.alloc.tck.allocation;

import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;

/** Alignments put to an allocator, as far as it and the budget go. */
public final class Alignments {
  private final Trial trial;

  public Alignments(Trial trial) {
    this.trial = trial;
  }

  /** Returns the largest alignment to try when a rule asks for this one. */
  public long upTo(long alignment) {
    return Math.min(alignment, trial.allocator().maxAlignment());
  }

  /** Tells whether a block, and the bytes skipped to align it, can be had. */
  public boolean fits(long byteSize, long alignment) {
    return alignment > 0
        && alignment <= trial.allocator().maxAlignment()
        && alignment <= trial.budget() / 2 - byteSize;
  }

  /** Fails unless an address is aligned. */
  public void aligned(MemorySegment block, long alignment) {
    trial.check(
        (block.address() & (alignment - 1)) == 0,
        "a block aligned to %d was asked for, got %s",
        alignment,
        LiveSet.describe(block));
  }

  /** Allocates some blocks of a size, which must be aligned, and frees them. */
  public void grant(long byteSize, long alignment) {
    if (alignment > trial.allocator().maxAlignment()) {
      return;
    }
    LiveSet blocks = trial.blocks();
    if (!fits(byteSize, alignment)) {
      grantIfPossible(byteSize, alignment);
      return;
    }
    for (int i = trial.liveOfEach(byteSize + alignment); i > 0; i--) {
      aligned(blocks.allocate(byteSize, alignment), alignment);
    }
    blocks.freeAll();
  }

  /** Allocates a block beyond the budget, which may be refused for want of memory. */
  private void grantIfPossible(long byteSize, long alignment) {
    MemorySegment block;
    try {
      block = trial.allocator().allocate(byteSize, alignment);
    } catch (OutOfMemoryError allowed) {
      return; // address space for it is not the allocator's to promise
    }
    trial.blocks().add(block);
    aligned(block, alignment);
    trial.blocks().freeAll();
  }
}
