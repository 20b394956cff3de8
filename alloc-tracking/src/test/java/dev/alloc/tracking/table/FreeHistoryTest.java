package dev.alloc.tracking.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.tracking.site.Origin;
import dev.alloc.tracking.site.Origins;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The table of blocks, of those that were freed,")
final class FreeHistoryTest {
  private static final Origin NOBODY = new Origins(1).get(0);

  private final TableMemory memory = new TableMemory(Long.MAX_VALUE);
  private final BlockTable table = new BlockTable(memory, _ -> NOBODY);

  /** Has the blocks around in a shadow, if so asked. */
  private void surround(boolean withShadow) {
    for (long address = 4096; withShadow && address < 8192; address += 32) {
      table.insert(address, 32, 1);
      table.remove(address, 32, 1);
    }
  }

  @ParameterizedTest(name = "in a shadow: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("remembers a free until it is undone")
  void remembersFrees(boolean withShadow) {
    surround(withShadow);
    table.insert(64, 10, 7);
    table.remove(64, 10, 5);
    assertEquals(new FreedBlock(64, 10, 7, 5), table.lastFree(64, 1));
    table.putBack(64, 10, 7);
    assertNull(table.lastFree(64, 1));
    assertEquals(7, table.remove(64, 10, 5));
  }

  @Test
  @DisplayName("remembers the last free however many blocks come and go, and forgets old ones")
  void historyIsBounded() {
    int most = 1 << 14;
    for (long address = 1; address <= most; address++) {
      table.insert(address, 1, 3);
      table.remove(address, 1, 4);
      assertEquals(new FreedBlock(address, 1, 3, 4), table.lastFree(address, 1));
    }
    assertNull(table.lastFree(1, 1));
    assertTrue(memory.bytes() < 16 * most / 4, () -> memory.bytes() + " bytes for no live block");
  }

  @Test
  @DisplayName("remembers the last of the blocks of different sizes that were freed at an address")
  void differentSizes() {
    surround(true);
    for (long byteSize : new long[] {64, 8192, 128, 1 << 20}) {
      table.insert(64, byteSize, (int) byteSize / 64);
      table.remove(64, byteSize, 9);
      assertEquals(
          new FreedBlock(64, byteSize, (int) byteSize / 64, 9), table.lastFree(64, byteSize));
    }
    table.insert(64, 32, 3);
    table.withdraw(64, 3);
    assertNull(table.lastFree(64, 32));
  }

  @Test
  @DisplayName("knows no free from before it was cleared")
  void clearsHistory() {
    surround(true);
    table.insert(64, 64, 1);
    table.remove(64, 64, 1);
    table.insert(64, 64, 1);
    table.clear((_, _, _) -> {});
    assertNull(table.lastFree(64, 64));
  }

  @ParameterizedTest(name = "in a shadow: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("remembers of a large block that was freed that it was large")
  void largeFreedBlock(boolean withShadow) {
    surround(withShadow);
    long large = 1L << 40;
    table.insert(64, large, BlockTable.ORIGINS - 1);
    assertEquals(BlockTable.ORIGINS - 1, table.remove(64, large, BlockTable.ORIGINS - 2));
    assertEquals(
        new FreedBlock(64, FreedBlock.LARGE, BlockTable.ORIGINS - 1, BlockTable.ORIGINS - 2),
        table.lastFree(64, 1));
  }

  @Test
  @DisplayName("knows the last one also after more threads and sites freed than it has numbers for")
  void moreFreesThanNumbers() {
    for (long address = 4096; address < 1 << 16; address += 32) {
      table.insert(address, 32, 1);
    }
    for (int freedBy = 0; freedBy < 70_000; freedBy++) {
      long address = (1 << 15) + freedBy % 1000 * 32L;
      assertEquals(1, table.remove(address, 32, freedBy));
      assertEquals(new FreedBlock(address, 32, 1, freedBy), table.lastFree(address, 32));
      assertTrue(table.insert(address, 32, 1));
    }
  }
}
