package dev.alloc.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PeakTest {

  @Test
  @DisplayName("only what goes above the former peak moves it, until it is reset")
  void peak() {
    try (Allocator counting = Allocators.create("counting", Map.of("counting.peak", "true"))) {
      MemorySegment a = counting.allocate(100, 8);
      counting.free(counting.allocateZeroed(50, 8));
      assertPeak(150, counting);
      a = counting.reallocate(a, 120, 8);
      assertPeak(150, counting);
      a = counting.reallocate(a, 160, 8);
      assertPeak(160, counting);
      MemorySegment block = a;
      assertThrows(OutOfMemoryError.class, () -> counting.allocate(Long.MAX_VALUE, 1));
      assertThrows(OutOfMemoryError.class, () -> counting.reallocate(block, Long.MAX_VALUE, 1));
      assertPeak(160, counting);
      a = counting.reallocate(a, 10, 8);
      counting.resetPeak();
      assertPeak(10, counting);
      counting.free(a);
      assertPeak(10, counting);
    }
  }

  @Test
  @DisplayName("without the option the peak is unknown")
  void unknown() {
    try (Allocator counting = Allocators.create("counting")) {
      assertTrue(counting.stats().peakBytes().isEmpty());
    }
  }

  @Test
  @DisplayName("exact when the peak is reached by several threads together")
  void threads() throws Exception {
    int parties = 4;
    CyclicBarrier together = new CyclicBarrier(parties);
    try (Allocator counting = Allocators.create("counting", Map.of("counting.peak", "true"));
        ExecutorService threads = Executors.newFixedThreadPool(parties)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < parties; i++) {
        running.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 200; round++) {
                    MemorySegment block = counting.allocate(100, 8);
                    together.await(); // all blocks are live now
                    counting.free(block);
                    together.await(); // and none
                  }
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
      assertPeak(100L * parties, counting);
    }
  }

  private static void assertPeak(long bytes, Allocator allocator) {
    assertEquals(bytes, allocator.stats().peakBytes().orElseThrow());
  }
}
