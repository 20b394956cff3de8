package dev.alloc.tracking.table;

import static dev.alloc.tracking.Messages.assertMentions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.tracking.site.Origin;
import dev.alloc.tracking.site.Origins;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The table of blocks")
final class BlockTableTest {
  private static final double MOST_BYTES_PER_BLOCK = 48;
  private static final Origin NOBODY = new Origins(1).get(0);

  private final TableMemory memory = new TableMemory(Long.MAX_VALUE);
  private final BlockTable table = new BlockTable(memory, _ -> NOBODY);

  private record Block(long byteSize, int origin) {}

  @ParameterizedTest(name = "addresses {0} bytes apart")
  @ValueSource(longs = {1, 8, 16, 32, 4096, 1L << 40})
  @DisplayName("does what a HashMap does, growing and shrinking")
  void agreesWithModel(long stride) {
    agreesWithModel(stride, BlockTable.ORIGINS);
  }

  @ParameterizedTest(name = "addresses {0} bytes apart")
  @ValueSource(longs = {16, 48})
  @DisplayName("does what a HashMap does with few kinds of blocks, as programs have")
  void agreesWithModelOnFewKinds(long stride) {
    agreesWithModel(stride, 10);
  }

  private void agreesWithModel(long stride, int origins) {
    SplittableRandom random = new SplittableRandom(stride);
    Map<Long, Block> model = new HashMap<>();
    for (int i = 0; i < 60_000; i++) {
      long address = (1 + random.nextInt(4_000)) * stride;
      boolean growing = i / 10_000 % 2 == 0;
      if (random.nextInt(10) < (growing ? 7 : 3)) {
        Block entry = new Block(sizeOf(random), random.nextInt(origins));
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

  @ParameterizedTest(name = "in a shadow: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("keeps a record whose size was named wrongly, and tells")
  void wrongSizeChangesNothing(boolean withShadow) {
    surround(withShadow);
    table.insert(64, 10, 7);
    assertEquals(BlockTable.WRONG_SIZE, table.remove(64, 11, 0));
    assertEquals(7, table.remove(64, 10, 0));
    assertEquals(BlockTable.ABSENT, table.remove(64, 10, 0));
  }

  /** Has the blocks around in a shadow, if so asked. */
  private void surround(boolean withShadow) {
    for (long address = 4096; withShadow && address < 8192; address += 32) {
      table.insert(address, 32, 1);
      table.remove(address, 32, 1);
    }
  }

  @Test
  @DisplayName("knows more kinds of blocks than it has numbers for")
  void moreKindsThanNumbers() {
    int blocks = 3 << 15;
    for (int origin = 0; origin < blocks; origin++) {
      assertTrue(table.insert(16L * (origin + 1), 16, origin));
    }
    assertEquals(blocks, table.count());
    for (int origin = 0; origin < blocks; origin++) {
      long address = 16L * (origin + 1);
      assertEquals(16, table.sizeOf(address));
      assertTrue(table.has(address, origin));
      assertEquals(BlockTable.WRONG_SIZE, table.remove(address, 32, 0));
      assertEquals(origin, table.remove(address, 16, 9));
      assertEquals(new FreedBlock(address, 16, origin, 9), table.lastFree(address, 16));
    }
    assertEquals(0, table.count());
  }

  @Test
  @DisplayName("lets one of two threads free a block that both free")
  void oneOfTwoFrees() throws InterruptedException {
    int blocks = 50_000;
    for (long block = 1; block <= blocks; block++) {
      table.insert(32 * block, 32, 1);
    }
    AtomicInteger freed = new AtomicInteger();
    Runnable freeAll =
        () -> {
          for (long block = 1; block <= blocks; block++) {
            freed.addAndGet(table.remove(32 * block, 32, 2) == 1 ? 1 : 0);
          }
        };
    Thread other = Thread.ofPlatform().start(freeAll);
    freeAll.run();
    other.join();
    assertEquals(blocks, freed.get());
    assertEquals(0, table.count());
  }

  @Test
  @DisplayName("tells kinds of blocks apart that several threads bring at the same time")
  void newKindsAtATime() throws InterruptedException {
    int threads = 4;
    long each = 5_000;
    List<Thread> running = new ArrayList<>();
    AtomicInteger wrong = new AtomicInteger();
    for (int number = 0; number < threads; number++) {
      long first = 1L + number;
      running.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (long block = first; block <= each * threads; block += threads) {
                      int origin = (int) block / threads; // each from all threads
                      table.insert(16 * block, 16, origin);
                      if (block % 8 < 4 && table.remove(16 * block, 16, 0) != origin) {
                        wrong.incrementAndGet();
                      }
                    }
                  }));
    }
    for (Thread thread : running) {
      thread.join();
    }
    assertEquals(0, wrong.get());
    table.forEach((address, _, origin) -> assertEquals(address / 16 / threads, origin));
  }

  @Test
  @DisplayName("knows nothing at address 0, whatever was there")
  void nothingAtZero() {
    table.insert(64, 0, 0);
    table.withdraw(64, 0);
    assertEquals(BlockTable.ABSENT, table.remove(0, 0, 0));
    assertEquals(BlockTable.ABSENT, table.sizeOf(0));
    assertNull(table.lastFree(0, 1));
  }

  @ParameterizedTest(name = "in a shadow: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("withdraws a record only for the origin it has, and leaves no trace of it")
  void withdraws(boolean withShadow) {
    surround(withShadow);
    table.insert(64, 10, 7);
    assertEquals(BlockTable.ABSENT, table.withdraw(64, 8));
    assertTrue(table.has(64, 7));
    assertEquals(10, table.withdraw(64, 7));
    assertFalse(table.has(64, 7));
    assertNull(table.lastFree(64, 1));
  }

  @ParameterizedTest(name = "addresses {0} bytes apart")
  @ValueSource(longs = {16, 40, 96, 272, 4096})
  @DisplayName("takes at most 48 bytes a block on average, between two doublings")
  void isSmall(long stride) {
    double sum = 0;
    int samples = 0;
    for (long blocks = 1; blocks <= 1 << 18; blocks++) {
      table.insert(blocks * stride, 1, 0);
      if (blocks >= 1 << 17 && blocks % 64 == 0) {
        sum += (double) memory.bytes() / blocks;
        samples++;
      }
    }
    double average = sum / samples;
    assertTrue(average <= MOST_BYTES_PER_BLOCK, () -> average + " bytes a block");
    assertTrue(average > 2, () -> average + " bytes a block cannot be");
  }

  @Test
  @DisplayName("refuses what it cannot record, keeps what it has, and has room for moved blocks")
  void failsCleanly() {
    BlockTable small = new BlockTable(new TableMemory(64L * 16 * 2 * Long.BYTES), _ -> NOBODY);
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

  @ParameterizedTest(name = "addresses {0} bytes apart")
  @ValueSource(longs = {1, 16})
  @DisplayName("loses nothing when threads share it, also while it is being read")
  void isSafeForThreads(long stride) throws InterruptedException {
    long threads = 4;
    long each = 20_000;
    List<Thread> running = new ArrayList<>();
    for (int number = 0; number < threads; number++) {
      long first = 1L + number;
      running.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (long block = first; block <= each * threads; block += threads) {
                      table.insert(block * stride, 1, (int) block % 1000);
                      if (block / threads % 2 == 0) {
                        table.remove(block * stride, 1, 0);
                      }
                    }
                  }));
    }
    table.forEach((address, _, origin) -> assertEquals(address / stride % 1000, origin));
    for (Thread thread : running) {
      thread.join();
    }
    assertEquals(threads * each / 2, table.count());
  }

  @Test
  @DisplayName("gives the memory of its stripes back when it is cleared")
  void clears() {
    table.insert(64, 10, 7);
    table.insert(8, 10, 7);
    long before = memory.bytes();
    List<Long> cleared = new ArrayList<>();
    table.clear((address, _, _) -> cleared.add(address));
    assertEquals(List.of(8L, 64L), cleared.stream().sorted().toList());
    assertEquals(0, table.count());
    assertTrue(memory.bytes() < before, () -> before + " bytes, then " + memory.bytes());
    assertTrue(table.insert(64, 10, 7));
  }

  @Test
  @DisplayName("clears a dense table of all that is in it")
  void clearsMany() {
    int blocks = 10_000;
    for (long block = 1; block <= blocks; block++) {
      table.insert(16 * block, block % 10 == 0 ? 10_000 : 16, 7);
    }
    long[] sum = new long[1];
    table.clear((address, _, _) -> sum[0] += address / 16);
    assertEquals(blocks * (blocks + 1L) / 2, sum[0]);
    assertEquals(0, table.count());
    assertEquals(BlockTable.ABSENT, table.remove(16, 16, 0));
    assertTrue(table.insert(16, 16, 7));
  }
}
