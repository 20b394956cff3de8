package dev.alloc.system.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTest {

  @ParameterizedTest
  @ValueSource(longs = {4 << 10, 16 << 10, 64 << 10})
  @DisplayName("the block ends at the guard page, less what its alignment takes")
  void endsAtTheGuardPage(long pageSize) {
    for (long mapping : new long[] {pageSize, 7 * pageSize, (1L << 40) + 3 * pageSize}) {
      for (long alignment = 1; alignment <= 1 << 21; alignment *= 2) {
        for (long size : new long[] {0, 1, 8, 61, pageSize - 1, pageSize, pageSize + 1, 1 << 20}) {
          Placement placed = Placement.in(mapping, size, alignment, pageSize);
          String what =
              "%d bytes aligned to %d in pages of %d at %d: %s"
                  .formatted(size, alignment, pageSize, mapping, placed);
          assertEquals(0, placed.address() % alignment, what);
          assertEquals(0, placed.guard() % pageSize, what);
          assertTrue(placed.slack() >= 0, what);
          assertTrue(placed.slack() < Math.min(alignment, pageSize), what);
          assertTrue(placed.opened() >= mapping, what);
          assertTrue(placed.opened() <= placed.address(), what);
          assertTrue(placed.address() - placed.opened() < pageSize, what);
          assertTrue(placed.guard() + pageSize <= mapping + placed.mappingSize(), what);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4 << 10, 64 << 10})
  @DisplayName("a block of size 0 is the beginning of its guard page")
  void sizeZero(long pageSize) {
    Placement placed = Placement.in(pageSize, 0, 8, pageSize);
    assertEquals(pageSize, placed.address());
    assertEquals(pageSize, placed.guard());
    assertEquals(pageSize, placed.mappingSize());
  }
}
