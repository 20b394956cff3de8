package dev.alloc.tck.fuzz;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;

/** What an allocator that COUNTS must know. */
final class Counts {

  private Counts() {}

  static void verify(Allocator allocator, long blocks, long bytes) {
    if (!allocator.capabilities().contains(Capability.COUNTS)) {
      return;
    }
    AllocatorStats stats = allocator.stats();
    if (stats.liveBlocks().orElse(-1) != blocks || stats.liveBytes().orElse(-1) != bytes) {
      throw new Mismatch("%d blocks, %d bytes are live, not: %s".formatted(blocks, bytes, stats));
    }
  }
}
