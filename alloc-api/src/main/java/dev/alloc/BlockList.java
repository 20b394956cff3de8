package dev.alloc;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** The blocks of an arena view, to be freed exactly once. Not thread safe. */
final class BlockList {
  private static final int FIRST_CAPACITY = 8;
  private static final MemorySegment[] NONE = {};

  private MemorySegment[] blocks = NONE;
  private int count;

  void add(MemorySegment block) {
    if (count == blocks.length) {
      blocks = Arrays.copyOf(blocks, Math.max(FIRST_CAPACITY, 2 * count));
    }
    blocks[count++] = block;
  }

  /**
   * Frees all blocks, the youngest first, whatever happens to one of them; the first failure is
   * thrown and suppresses the others.
   */
  void freeAll(Allocator allocator) {
    MemorySegment[] all = blocks;
    int from = count;
    blocks = NONE;
    count = 0;
    Throwable failure = null;
    for (int i = from - 1; i >= 0; i--) {
      try {
        allocator.free(all[i]);
      } catch (RuntimeException | Error e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      default -> throw (Error) failure;
    }
  }
}
