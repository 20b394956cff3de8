package dev.alloc.tracking.table;

import static dev.alloc.tracking.Messages.assertMentions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The table of blocks")
final class BlockTableTest {
  private static final double MOST_BYTES_PER_BLOCK = 48;

  private final TableMemory memory = new TableMemory(Long.MAX_VALUE);
  private final BlockTable table = new BlockTable(memory);

  private record Block(long byteSize, int origin) {}

  @ParameterizedTest(name = "addresses {0} bytes apart")
  @ValueSource(longs = {1, 16, 32, 4096, 1L << 40})
  @DisplayName("does what a HashMap does, growing and shrinking")
  void agreesWithModel(long stride) {
    SplittableRandom random = new SplittableRandom(stride);
    Map<Long, Block> model = new HashMap<>();
    for (int i = 0; i < 60_000; i++) {
      long address = (1 + random.nextInt(4_000)) * stride;
      boolean growing = i / 10_000 % 2 == 0;
      if (random.nextInt(10) < (growing ? 7 : 3)) {
        Block entry = new Block(sizeOf(random), random.nextInt(BlockTable.ORIGINS));
        assertEquals(
            !model.containsKey(address), table.insert(address, entry.byteSize(), entry.origin()));
        model.putIfAbsent(address, entry);
      } else {
        Block entry = model.remove(address);
        int expected = entry == null ? BlockTable.ABSENT : entry.origin();
        long byteSize = entry == null ? 1 : entry.byteSize();
        assertEquals(expected, table.remove(address, byteSize, 0));
      }
    }
    assertFalse(model.isEmpty());
    assertSame(model);
  }

  /** Mostly small, now and then too large for a record. */
  private static long sizeOf(SplittableRandom random) {
    return random.nextInt(50) == 0 ? Long.MAX_VALUE - random.nextInt(9) : random.nextInt(100);
  }

  private void assertSame(Map<Long, Block> model) {
    Map<Long, Block> found = new HashMap<>();
    table.forEach((address, byteSize, origin) -> found.put(address, new Block(byteSize, origin)));
    assertEquals(model, found);
    assertEquals(model.size(), table.count());
    model.forEach((address, block) -> assertEquals(block.byteSize(), table.sizeOf(address)));
  }

  @Test
  @DisplayName("keeps a record whose size was named wrongly, and tells")
  void wrongSizeChangesNothing() {
    table.insert(64, 10, 7);
    assertEquals(BlockTable.WRONG_SIZE, table.remove(64, 11, 0));
    assertEquals(7, table.remove(64, 10, 0));
    assertEquals(BlockTable.ABSENT, table.remove(64, 10, 0));
  }

  @Test
  @DisplayName("remembers a free until it is undone")
  void remembersFrees() {
    table.insert(64, 10, 7);
    table.remove(64, 10, 5);
    assertEquals(new FreedBlock(64, 10, 7, 5), table.lastFree(64));
    table.putBack(64, 10, 7);
    assertNull(table.lastFree(64));
    assertEquals(7, table.remove(64, 10, 5));
  }

  @Test
  @DisplayName("remembers the last free however many blocks come and go, and forgets old ones")
  void historyIsBounded() {
    int most = 1 << 14;
    for (long address = 1; address <= most; address++) {
      table.insert(address, 1, 3);
      table.remove(address, 1, 4);
      assertEquals(new FreedBlock(address, 1, 3, 4), table.lastFree(address));
    }
    assertNull(table.lastFree(1));
    assertTrue(memory.bytes() < 16 * most / 4, () -> memory.bytes() + " bytes for no live block");
  }

  @Test
  @DisplayName("remembers of a large block that was freed that it was large")
  void largeFreedBlock() {
    long large = 1L << 40;
    table.insert(64, large, BlockTable.ORIGINS - 1);
    assertEquals(BlockTable.ORIGINS - 1, table.remove(64, large, BlockTable.ORIGINS - 2));
    assertEquals(
        new FreedBlock(64, FreedBlock.LARGE, BlockTable.ORIGINS - 1, BlockTable.ORIGINS - 2),
        table.lastFree(64));
  }

  @Test
  @DisplayName("knows nothing at address 0, whatever was there")
  void nothingAtZero() {
    table.insert(64, 0, 0);
    table.withdraw(64, 0);
    assertEquals(BlockTable.ABSENT, table.remove(0, 0, 0));
    assertEquals(BlockTable.ABSENT, table.sizeOf(0));
    assertNull(table.lastFree(0));
  }

  @Test
  @DisplayName("withdraws a record only for the origin it has, and leaves no trace of it")
  void withdraws() {
    table.insert(64, 10, 7);
    assertEquals(BlockTable.ABSENT, table.withdraw(64, 8));
    assertTrue(table.has(64, 7));
    assertEquals(10, table.withdraw(64, 7));
    assertFalse(table.has(64, 7));
    assertNull(table.lastFree(64));
  }

  @Test
  @DisplayName("takes at most 48 bytes a block on average, between two doublings")
  void isSmall() {
    double sum = 0;
    int samples = 0;
    for (long blocks = 1; blocks <= 1 << 18; blocks++) {
      table.insert(blocks * 32, 1, 0);
      if (blocks >= 1 << 17 && blocks % 64 == 0) {
        sum += (double) memory.bytes() / blocks;
        samples++;
      }
    }
    double average = sum / samples;
    assertTrue(average <= MOST_BYTES_PER_BLOCK, () -> average + " bytes a block");
    assertTrue(average > 16, () -> average + " bytes a block cannot be");
  }

  @Test
  @DisplayName("refuses what it cannot record, keeps what it has, and has room for moved blocks")
  void failsCleanly() {
    BlockTable small = new BlockTable(new TableMemory(64L * 16 * 2 * Long.BYTES));
    List<Long> entered = new ArrayList<>();
    OutOfMemoryError refusal =
        assertThrows(
            OutOfMemoryError.class,
            () -> {
              for (long address = 16; ; address += 16) {
                small.insert(address, 1, 1);
                entered.add(address);
              }
            });
    assertMentions("bytes", refusal);
    assertTrue(small.isTight());
    long refused = 16L * (entered.size() + 1);
    assertEquals(BlockTable.ABSENT, small.sizeOf(refused));
    assertTrue(small.insertMoved(refused, 1, 1));
    assertEquals(1, small.sizeOf(refused));
    entered.forEach(address -> assertEquals(1, small.remove(address, 1, 0)));
    assertEquals(1, small.count());
  }

  @Test
  @DisplayName("loses nothing when threads share it, also while it is being read")
  void isSafeForThreads() throws InterruptedException {
    int each = 20_000;
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      long first = 1 + (long) number * each;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (long address = first; address < first + each; address++) {
                      table.insert(address, 1, (int) address);
                      if (address % 2 == 0) {
                        table.remove(address, 1, 0);
                      }
                    }
                  }));
    }
    table.forEach((address, _, origin) -> assertEquals(address, origin));
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(4L * each / 2, table.count());
  }

  @Test
  @DisplayName("gives its memory back when it is cleared")
  void clears() {
    table.insert(64, 10, 7);
    List<Long> cleared = new ArrayList<>();
    table.clear((address, _, _) -> cleared.add(address));
    assertEquals(List.of(64L), cleared);
    assertEquals(0, table.count());
    assertEquals(0, memory.bytes());
    assertTrue(table.insert(64, 10, 7));
  }
}
