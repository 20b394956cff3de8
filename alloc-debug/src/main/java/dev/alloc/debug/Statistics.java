package dev.alloc.debug;

import dev.alloc.AllocatorStats;
import dev.alloc.debug.table.BlockTable;
import dev.alloc.debug.table.Tally;

/** The blocks are this layer's, the memory they lie in is that of the one below. */
final class Statistics {

  private Statistics() {}

  static AllocatorStats of(BlockTable table, long failures, AllocatorStats below) {
    Tally freed = table.freed(); // first: what is live is never negative
    Tally allocated = table.allocated();
    Tally live = allocated.minus(freed);
    return AllocatorStats.unknown()
        .withLive(live.blocks(), live.bytes())
        .withTotals(allocated.blocks(), freed.blocks(), allocated.bytes())
        .withReallocations(allocated.reallocations())
        .withFailures(failures)
        .withMemoryOf(below);
  }
}
