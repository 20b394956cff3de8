package dev.alloc.tck.allocation;

import dev.alloc.Capability;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;

/** Single sizes put to an allocator, and what fresh memory holds. */
public final class Sizes {
  private static final int WINDOW = 8; // neighbours that a block too short would write into
  private static final MemorySegment ZEROS = MemorySegment.ofArray(new long[8192]).asReadOnly();

  private Sizes() {}

  /** Allocates a block of a size among a few others, which must stay as they are. */
  public static void grant(Trial trial, long byteSize) {
    LiveSet blocks = trial.blocks();
    long room = trial.budget() / 2 - byteSize;
    while (blocks.size() >= WINDOW || (!blocks.isEmpty() && byteSizeOf(blocks) > room)) {
      blocks.verifyContents(0);
      if (trial.has(Capability.INDIVIDUAL_FREE)) {
        blocks.free(0);
      } else {
        trial.freeAll();
      }
    }
    MemorySegment block;
    try {
      block = blocks.allocate(byteSize, 1);
    } catch (RuntimeException | Error refused) {
      throw trial.failure("a block of %d bytes was refused".formatted(byteSize), refused);
    }
    trial.check(
        block.byteSize() == byteSize,
        "%d bytes were asked for, the block has %d",
        byteSize,
        block.byteSize());
    blocks.verifyContents(blocks.size() - 1);
  }

  /** Returns the offset of the first byte that is not 0, or -1. */
  public static long firstNonZero(MemorySegment block) {
    for (long from = 0; from < block.byteSize(); from += ZEROS.byteSize()) {
      long length = Math.min(ZEROS.byteSize(), block.byteSize() - from);
      long offset = MemorySegment.mismatch(block, from, from + length, ZEROS, 0, length);
      if (offset >= 0) {
        return from + offset;
      }
    }
    return -1;
  }

  private static long byteSizeOf(LiveSet blocks) {
    return blocks.blocks().stream().mapToLong(block -> block.memory().byteSize() + 64).sum();
  }
}
