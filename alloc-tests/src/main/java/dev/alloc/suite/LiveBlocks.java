package dev.alloc.suite;

import dev.alloc.Allocator;
import java.lang.foreign.MemorySegment;

/**
 * Blocks that stay live while the programs run, as many and of such sizes as a large program has.
 */
final class LiveBlocks {
  private static final int ALIGNMENT = 8;
  private static final int[] SIZES = {24, 24, 32, 24, 40, 24, 16, 56, 24, 12}; // mostly pairs

  private final Allocator allocator;
  private final MemorySegment[] blocks;
  private int count;

  LiveBlocks(Allocator allocator, int number) {
    this.allocator = allocator;
    this.blocks = new MemorySegment[number];
  }

  void allocate() {
    while (count < blocks.length) {
      blocks[count] = allocator.allocate(SIZES[count % SIZES.length], ALIGNMENT);
      count++;
    }
  }

  void free() {
    while (count > 0) {
      allocator.free(blocks[--count]);
    }
  }

  /** Forgets the blocks, which the allocator released in bulk. */
  void forget() {
    count = 0;
  }
}
