package dev.alloc.tracking.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.tracking.site.Origin;
import dev.alloc.tracking.site.Origins;
import dev.alloc.tracking.site.Titles;
import dev.alloc.tracking.stack.Stack;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The short way of the table of blocks")
final class ShortWayTest implements ShortWay.Elsewhere {
  private static final int ORIGINS = 10;

  private final Origins origins = new Origins(100);
  private final BlockTable table =
      new BlockTable(new TableMemory(Long.MAX_VALUE), id -> origins.get(id));

  private boolean ledElsewhere;

  private record Block(long byteSize, Origin origin) {}

  private Origin origin(int number) {
    return Titles.call("origin " + number, () -> origins.allocating(Stack.UNKNOWN));
  }

  @Override
  public void enterElsewhere(Origin here, long address, long byteSize) {
    ledElsewhere = true;
  }

  @Override
  public @Nullable Origin removeElsewhere(Origin here, long address, long byteSize) {
    return null;
  }

  private boolean enterQuickly(Origin here, long address, long byteSize) {
    ledElsewhere = false;
    table.shortWay().enter(here, address, byteSize, this);
    return !ledElsewhere;
  }

  private @Nullable Origin take(Origin here, long address, long byteSize) {
    return table.shortWay().remove(here, address, byteSize, this);
  }

  /** By the long way where the short one does not lead. */
  private boolean enter(Origin here, long address, long byteSize) {
    return enterQuickly(here, address, byteSize) || table.insert(address, byteSize, here.id());
  }

  @ParameterizedTest(name = "addresses {0} bytes apart")
  @ValueSource(longs = {16, 48, 272})
  @DisplayName("does what a HashMap does, as far as it does anything")
  void agreesWithModel(long stride) {
    SplittableRandom random = new SplittableRandom(stride);
    Map<Long, Block> model = new HashMap<>();
    int quick = 0;
    int operations = 100_000;
    for (int i = 0; i < operations; i++) {
      long address = (1 + random.nextInt(4_000)) * stride;
      boolean isFree = random.nextBoolean();
      Origin here = origin(isFree ? i / 10_000 : random.nextInt(ORIGINS));
      if (!isFree) {
        long byteSize = random.nextInt(20) * 8L;
        assertEquals(!model.containsKey(address), enter(here, address, byteSize));
        model.putIfAbsent(address, new Block(byteSize, here));
      } else {
        Block block = model.remove(address);
        long byteSize = block == null ? random.nextInt(20) * 8L : block.byteSize();
        Origin origin = take(here, address, byteSize);
        if (origin != null) {
          assertNotNull(block);
          assertSame(block.origin(), origin);
          quick++;
        } else {
          int expected = block == null ? BlockTable.ABSENT : block.origin().id();
          assertEquals(expected, table.remove(address, byteSize, here.id()));
        }
      }
    }
    assertTrue(quick > operations / 5, quick + " of " + operations + " were removed by it");
    Map<Long, Block> found = new HashMap<>();
    table.forEach((address, size, id) -> found.put(address, new Block(size, origins.get(id))));
    assertEquals(model, found);
  }

  @Test
  @DisplayName("counts what it does, and only that")
  void counts() {
    Origin here = origin(1);
    long quick = 0;
    for (long address = 4096; address < 1 << 16; address += 32) {
      if (enterQuickly(here, address, 24)) {
        quick++;
      } else {
        assertTrue(table.insert(address, 24, here.id()));
      }
    }
    assertTrue(quick > 0);
    assertEquals(quick, here.allocations().allocations());
    assertEquals(24 * quick, here.allocations().allocatedBytes());
    long last = (1 << 16) - 32;
    assertNull(take(here, last, 24), "what is freed there first is not known yet");
    assertEquals(here.id(), table.remove(last, 24, here.id()));
    assertNotNull(take(here, last - 32, 24));
    assertEquals(1, here.frees().frees());
    assertEquals(24, here.frees().freedBytes());
    assertEquals(
        new FreedBlock(last - 32, 24, here.id(), here.id()), table.lastFree(last - 32, 24));
  }

  @Test
  @DisplayName("takes no block that has another size, was freed or begins elsewhere")
  void refuses() {
    Origin here = origin(1);
    for (long address = 4096; address < 1 << 16; address += 32) {
      assertTrue(enter(here, address, 24));
    }
    table.remove(8192, 24, here.id());
    assertNotNull(take(here, 8192 + 32, 24));
    assertNull(take(here, 8192, 24), "freed");
    assertNull(take(here, 8192 + 32, 24), "taken");
    assertNull(take(here, 8192 + 64, 25), "of another size");
    assertNull(take(here, 8192 + 80, 24), "within a block");
    assertNull(take(here, 8192 + 65, 24), "not aligned");
    assertNull(take(here, (1L << 32) + 8192 + 64, 24), "with the same lowest bits");
    assertFalse(enterQuickly(here, 8192 + 64, 24), "a block is there");
    assertNotNull(take(here, 8192 + 64, 24));
  }

  @Test
  @DisplayName("leads to regions whose numbers end in the same bits, if not in all the same")
  void regionsInOneSlot() {
    Origin here = origin(1);
    long[] bases = {1L << 20, 1L << 26 | 1L << 20, 1L << 27 | 1L << 20, 1L << 40 | 1L << 20};
    for (long base : bases) {
      for (long block = 0; block < 1000; block++) {
        assertTrue(enter(here, base + 32 * block, 24));
      }
    }
    assertEquals(bases.length * 1000L, table.count());
    table.remove(bases[0] + 6400, 24, here.id()); // so that what is freed there is known
    for (int i = 0; i < bases.length; i++) {
      assertEquals(i < bases.length - 1, take(here, bases[i] + 3200, 24) != null);
    }
    long last = bases[bases.length - 1] + 3200; // its bits differ too far up
    assertEquals(here.id(), table.remove(last, 24, here.id()));
    assertEquals(BlockTable.ABSENT, table.sizeOf(last));
  }
}
