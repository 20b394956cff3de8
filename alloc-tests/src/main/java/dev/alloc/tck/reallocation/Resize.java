package dev.alloc.tck.reallocation;

import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;

/** One change of a block's size and alignment. */
public final class Resize {

  private Resize() {}

  /** Fails unless size, alignment and contents are as they should be afterwards. */
  public static void verify(Trial trial, long from, long fromAlignment, long to, long toAlignment) {
    LiveSet blocks = trial.blocks();
    blocks.allocate(from, fromAlignment);
    MemorySegment block = blocks.reallocate(0, to, toAlignment);
    String call =
        "reallocate of %d bytes aligned to %d to %d bytes aligned to %d"
            .formatted(from, fromAlignment, to, toAlignment);
    trial.check(
        block.byteSize() == to && (block.address() & (toAlignment - 1)) == 0,
        "%s returned %s",
        call,
        LiveSet.describe(block));
    long offset = blocks.tag(0).firstMismatch(block, Math.min(from, to));
    trial.check(offset < 0, "%s did not keep byte %d", call, offset);
    blocks.refill(0);
    offset = blocks.tag(0).firstMismatch(block, to);
    trial.check(offset < 0, "after %s byte %d does not hold what was written", call, offset);
    blocks.freeAll();
  }
}
