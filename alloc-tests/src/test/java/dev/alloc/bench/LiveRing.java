package dev.alloc.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A live set of one thread, in which the oldest block makes room for the next. */
final class LiveRing {
  private static final int BLOCKS = 1_024; // a power of two
  private static final int SIZES = 8; // 16, 32 … 128 bytes

  private final @Nullable MemorySegment[] blocks = new @Nullable MemorySegment[BLOCKS];
  private int next;

  void replaceOldest() {
    int slot = next++ & (BLOCKS - 1);
    MemorySegment oldest = blocks[slot];
    if (oldest != null) {
      Allocators.current().free(oldest);
    }
    // 7 is prime to 8: neighbours differ, and a slot keeps its size, so that malloc's lists settle.
    long size = 16L * (1 + (slot * 7 & (SIZES - 1)));
    MemorySegment block = Allocators.current().allocate(size, Block.ALIGNMENT);
    block.set(JAVA_LONG, 0, Block.CONTENT);
    blocks[slot] = block;
  }

  void drain() {
    for (int slot = 0; slot < BLOCKS; slot++) {
      MemorySegment block = blocks[slot];
      if (block != null) {
        Allocators.current().free(block);
        blocks[slot] = null;
      }
    }
  }
}
