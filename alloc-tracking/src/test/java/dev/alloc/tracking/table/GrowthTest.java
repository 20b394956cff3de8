package dev.alloc.tracking.table;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.tracking.site.Origin;
import dev.alloc.tracking.site.Origins;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With more: {@code -Dgrowth.blocks=16777216}; prints a line for each doubling of the number. */
@DisplayName("The growing table of blocks")
final class GrowthTest {
  private static final double MOST_BYTES_PER_BLOCK = 48;
  private static final int BLOCKS = Integer.getInteger("growth.blocks", 1 << 18);
  private static final int FIRST = 1 << 14;
  private static final int SAMPLE = 64;
  private static final Origin NOBODY = new Origins(1).get(0);

  private final TableMemory memory = new TableMemory(Long.MAX_VALUE);
  private final BlockTable table = new BlockTable(memory, _ -> NOBODY);

  @ParameterizedTest(name = "blocks of {0} bytes")
  @ValueSource(ints = {80, 1040})
  @DisplayName("takes at most 48 bytes a block on average, from any number to its double")
  void memoryAndPauses(int byteSize) {
    int blocks = 0;
    for (int from = FIRST; from < BLOCKS; from *= 2) {
      while (blocks < from) {
        insert(++blocks, byteSize);
      }
      double sum = 0;
      int samples = 0;
      long longest = 0;
      memory.forgetPeak();
      while (blocks < 2 * from) {
        long start = System.nanoTime();
        insert(++blocks, byteSize);
        longest = Math.max(longest, System.nanoTime() - start);
        if (blocks % SAMPLE == 0) {
          sum += (double) memory.bytes() / blocks;
          samples++;
        }
      }
      double average = sum / samples;
      System.out.printf(
          "%,d to %,d blocks of %d bytes: %.1f bytes a block on average, at most %,d bytes while"
              + " growing, longest call %.0f µs%n",
          from, 2 * from, byteSize, average, memory.peakBytes(), longest / 1e3);
      assertTrue(average <= MOST_BYTES_PER_BLOCK, () -> average + " bytes a block");
    }
  }

  private void insert(long block, int byteSize) {
    assertTrue(table.insert(block * byteSize, byteSize, 1));
  }
}
