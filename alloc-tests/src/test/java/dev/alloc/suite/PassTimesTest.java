package dev.alloc.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The times of passes")
final class PassTimesTest {
  private static final long MILLI = 1_000_000;

  private long compilerMillis;
  private final PassTimes times = new PassTimes(() -> compilerMillis);

  @Test
  @DisplayName("are not stable before a second has passed")
  void notBeforeASecond() {
    add(9, 100 * MILLI);
    assertFalse(times.isStable());
    add(1, 100 * MILLI);
    assertTrue(times.isStable());
  }

  @Test
  @DisplayName("are not stable while they still get shorter, and end after eight seconds")
  void notWhileImproving() {
    for (int i = 0; i < 15; i++) {
      times.add((700 - 20L * i) * MILLI);
      assertEquals(times.count() == 15, times.isStable(), () -> times.count() + " passes");
    }
  }

  @Test
  @DisplayName("are not stable while the compiler is at work")
  void notWhileCompiling() {
    for (int i = 0; i < 20; i++) {
      compilerMillis += 50;
      times.add(100 * MILLI);
      assertFalse(times.isStable());
    }
    add(3, 100 * MILLI);
    assertFalse(times.isStable(), "it was at work four windows ago");
    add(2, 100 * MILLI);
    assertTrue(times.isStable());
  }

  @Test
  @DisplayName("have the median of the stable ones, however slow the first were")
  void medianOfTheStable() {
    add(20, 30 * MILLI);
    add(500, 2 * MILLI);
    assertTrue(times.isStable());
    assertEquals(2 * MILLI, times.stableMedian());
    assertEquals(30 * MILLI, times.first());
    assertEquals(2 * MILLI, times.best());
  }

  @Test
  @DisplayName("have a median of all for a fixed number of passes")
  void medianOfAll() {
    times.add(7);
    times.add(1);
    times.add(3);
    assertEquals(3, times.median());
    assertEquals(1, times.best());
    assertEquals(7, times.first());
    assertEquals(3, times.last());
  }

  @Test
  @DisplayName("of passes longer than the time there is have the median of all")
  void veryLongPasses() {
    add(2, 5_000 * MILLI);
    assertTrue(times.isStable());
    assertEquals(5_000 * MILLI, times.stableMedian());
  }

  private void add(int passes, long nanos) {
    for (int i = 0; i < passes; i++) {
      times.add(nanos);
    }
  }
}
