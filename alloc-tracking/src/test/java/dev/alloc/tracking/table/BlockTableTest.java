package dev.alloc.tracking.table;

import static dev.alloc.tracking.Messages.assertMentions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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

  private record Entry(long byteSize, long tag) {}

  @ParameterizedTest(name = "addresses {0} bytes apart")
  @ValueSource(longs = {1, 16, 32, 4096, 1L << 40})
  @DisplayName("does what a HashMap does, growing and shrinking")
  void agreesWithModel(long stride) {
    SplittableRandom random = new SplittableRandom(stride);
    Map<Long, Entry> model = new HashMap<>();
    for (int i = 0; i < 60_000; i++) {
      long address = (1 + random.nextInt(4_000)) * stride;
      boolean growing = i / 10_000 % 2 == 0;
      if (random.nextInt(10) < (growing ? 7 : 3)) {
        Entry entry = new Entry(random.nextInt(100), random.nextLong(Long.MAX_VALUE));
        assertEquals(
            !model.containsKey(address), table.insert(address, entry.byteSize(), entry.tag()));
        model.putIfAbsent(address, entry);
      } else {
        Entry entry = model.remove(address);
        long expected = entry == null ? BlockTable.ABSENT : entry.tag();
        long byteSize = entry == null ? 1 : entry.byteSize();
        assertEquals(expected, table.remove(address, byteSize, 0));
      }
    }
    assertFalse(model.isEmpty());
    assertSame(model);
  }

  private void assertSame(Map<Long, Entry> model) {
    Map<Long, Entry> found = new HashMap<>();
    table.forEach((address, byteSize, tag) -> found.put(address, new Entry(byteSize, tag)));
    assertEquals(model, found);
    assertEquals(model.size(), table.count());
    model.forEach((address, entry) -> assertEquals(entry.byteSize(), table.sizeOf(address)));
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
  @DisplayName("forgets frees only after many others")
  void historyIsBounded() {
    for (long address = 1; address <= 64L * FreedBlocks.CAPACITY * 8; address++) {
      table.insert(address, 1, 0);
      table.remove(address, 1, 0);
    }
    assertNull(table.lastFree(1));
    assertNotNull(table.lastFree(64L * FreedBlocks.CAPACITY * 8));
  }

  @Test
  @DisplayName("takes at most 48 bytes a block on average, between two doublings")
  void isSmall() {
    double sum = 0;
    int samples = 0;
    for (long blocks = 1; blocks <= 1 << 17; blocks++) {
      table.insert(blocks * 32, 1, 0);
      if (blocks >= 1 << 16 && blocks % 64 == 0) {
        sum += (double) memory.bytes() / blocks;
        samples++;
      }
    }
    double average = sum / samples;
    assertTrue(average <= MOST_BYTES_PER_BLOCK, () -> average + " bytes a block");
    assertTrue(average > 24, () -> average + " bytes a block cannot be");
  }

  @Test
  @DisplayName("refuses what it cannot record, keeps what it has, and has room for moved blocks")
  void failsCleanly() {
    BlockTable small = new BlockTable(new TableMemory(64L * 16 * 3 * Long.BYTES));
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
                      table.insert(address, 1, address);
                      if (address % 2 == 0) {
                        table.remove(address, 1, 0);
                      }
                    }
                  }));
    }
    table.forEach((address, _, tag) -> assertEquals(address, tag));
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
