package dev.alloc.views;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arenas of ours in the hands of C. */
@DisplayName("In a binding of the C library")
final class CLibraryTest {
  private static final int NUMBERS = 500;

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.alloc.views.View#all")
  @DisplayName("strlen reads strings of an arena")
  void strlen(View view) throws Throwable {
    try (Allocator allocator = Allocators.create(view.spec());
        Arena arena = view.open(allocator)) {
      for (int length : new int[] {0, 1, 63, 64, 5_000, 100_000}) {
        assertEquals(length, CFunctions.strlen(arena.allocateFrom("x".repeat(length))));
      }
      assertEquals(7, CFunctions.strlen(arena.allocateFrom("größe"))); // bytes, in UTF-8
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.alloc.views.View#all")
  @DisplayName("qsort sorts an array of an arena by calling back")
  void qsort(View view) throws Throwable {
    int[] numbers = new Random(11).ints(NUMBERS).toArray();
    try (Allocator allocator = Allocators.create(view.spec())) {
      try (Arena arena = view.open(allocator)) {
        MemorySegment array = arena.allocateFrom(JAVA_INT, numbers);
        AtomicInteger calls = new AtomicInteger();
        CFunctions.qsort(
            arena,
            array,
            (left, right) -> {
              calls.incrementAndGet();
              return Integer.compare(left, right);
            });
        Arrays.sort(numbers);
        assertArrayEquals(numbers, array.toArray(JAVA_INT));
        assertTrue(calls.get() >= NUMBERS - 1, () -> calls + " calls");
      }
      assertEquals(0, allocator.stats().liveBlocks().orElse(0));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.alloc.views.View#all")
  @DisplayName("an arena is not closed while a native call holds its memory")
  void isNotClosedMeanwhile(View view) throws Throwable {
    try (Allocator allocator = Allocators.create(view.spec())) {
      Arena arena = view.open(allocator);
      MemorySegment array = arena.allocateFrom(JAVA_INT, 3, 1, 2);
      AtomicInteger refusals = new AtomicInteger();
      CFunctions.qsort(
          arena,
          array,
          (left, right) -> {
            assertThrows(IllegalStateException.class, arena::close);
            refusals.incrementAndGet();
            arena.allocate(100, 8).fill((byte) -1); // and it goes on working
            return Integer.compare(left, right);
          });
      assertTrue(refusals.get() > 0, "nobody tried");
      assertArrayEquals(new int[] {1, 2, 3}, array.toArray(JAVA_INT));
      arena.close();
      assertThrows(IllegalStateException.class, () -> CFunctions.strlen(array));
      assertEquals(0, allocator.stats().liveBlocks().orElse(0));
    }
  }
}
