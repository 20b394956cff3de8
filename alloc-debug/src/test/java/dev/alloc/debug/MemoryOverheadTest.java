package dev.alloc.debug;

import static dev.alloc.debug.Misuse.around;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Prints the figures that docs/debugging-memory-errors.md gives. */
@DisplayName("The memory that debug takes")
final class MemoryOverheadTest {
  private static final int BLOCKS = 200_000;
  private static final long BLOCK = 64; // bytes
  private static final long QUARANTINE = 16L << 20;
  private static final long MOST_BELOW = 56; // bytes a block
  private static final long MOST_ON_HEAP = 128; // bytes a block: an index may just have doubled
  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  @Test
  @DisplayName("is some fifty bytes below and a hundred on the Java heap for a block")
  void ofLiveBlocks() {
    LedgerBelow below = new LedgerBelow();
    long[] addresses = new long[BLOCKS];
    try (Allocator debug = below.debugged(QUARANTINE)) {
      long heapBefore = usedHeap();
      for (int i = 0; i < BLOCKS; i++) {
        addresses[i] = debug.allocate(BLOCK, 8).address();
      }
      long onHeap = (usedHeap() - heapBefore) / BLOCKS;
      long guards = below.liveBytes() / BLOCKS - BLOCK;
      System.out.printf(
          "%,d live blocks of %d bytes: each %d bytes more below, %d bytes on the Java heap%n",
          BLOCKS, BLOCK, guards, onHeap);
      for (long address : addresses) {
        debug.free(around(MemorySegment.ofAddress(address), 0, BLOCK));
      }
      assertTrue(guards <= MOST_BELOW, () -> guards + " bytes below");
      assertTrue(onHeap <= MOST_ON_HEAP, () -> onHeap + " bytes on the Java heap");
    }
  }

  @Test
  @DisplayName("is what a full quarantine holds, and the records of that")
  void ofTheQuarantine() {
    LedgerBelow below = new LedgerBelow();
    try (Allocator debug = below.debugged(QUARANTINE)) {
      long heapBefore = usedHeap();
      for (int i = 0; i < 2 * BLOCKS; i++) {
        debug.free(debug.allocate(BLOCK, 8));
      }
      long held = below.liveBytes();
      long onHeap = usedHeap() - heapBefore;
      System.out.printf(
          "a quarantine full of blocks of %d bytes: %,d bytes below, %,d on the Java heap%n",
          BLOCK, held, onHeap);
      assertTrue(held <= QUARANTINE / 2 + BLOCK + MOST_BELOW, () -> held + " bytes held");
      assertTrue(
          onHeap <= held / (BLOCK + 48) * MOST_ON_HEAP, () -> onHeap + " bytes on the Java heap");
    }
  }

  private static long usedHeap() {
    MEMORY.gc();
    return MEMORY.getHeapMemoryUsage().getUsed();
  }
}
