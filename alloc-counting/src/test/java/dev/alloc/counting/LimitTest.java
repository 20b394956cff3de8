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
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LimitTest {

  @Test
  @DisplayName("exactly the limit succeeds, one byte more fails, freed bytes are available again")
  void exact() {
    try (Allocator limited = limited("1k")) {
      MemorySegment most = limited.allocate(1000, 8);
      MemorySegment rest = limited.allocateZeroed(24, 8);
      OutOfMemoryError error = assertThrows(OutOfMemoryError.class, () -> limited.allocate(1, 8));
      assertEquals(
          "counting+system: cannot provide 1 bytes aligned to 8:"
              + " 1024 bytes are live and the limit is 1024.",
          error.getMessage());
      limited.free(limited.allocate(0, 8));
      limited.free(rest);
      rest = limited.allocate(24, 8);
      limited.free(most);
      limited.free(rest);
      assertEquals(1, limited.stats().failures().orElseThrow());
    }
  }

  @Test
  @DisplayName("a reallocation takes what it adds and gives back what it takes away")
  void reallocation() {
    try (Allocator limited = limited("100")) {
      MemorySegment block = limited.allocate(60, 8);
      MemorySegment unchanged = block;
      assertThrows(OutOfMemoryError.class, () -> limited.reallocate(unchanged, 101, 8));
      block = limited.reallocate(block, 100, 8);
      assertThrows(OutOfMemoryError.class, () -> limited.allocate(1, 8));
      block = limited.reallocate(block, 10, 8);
      MemorySegment other = limited.allocate(90, 8);
      limited.free(block);
      limited.free(other);
    }
  }

  @Test
  @DisplayName("what the upstream or a bad argument refuses is given back")
  void refusedBelow() {
    Allocator nothing =
        Allocators.of(
            (size, alignment) -> {
              throw new OutOfMemoryError("functions: none");
            },
            block -> {});
    ByteLimit limit = new ByteLimit(10);
    CountingAllocator limited = CountingAllocator.over(nothing, null, limit);
    for (int i = 0; i < 3; i++) {
      assertThrows(OutOfMemoryError.class, () -> limited.allocate(10, 1));
      assertThrows(IllegalArgumentException.class, () -> limited.allocate(10, 3));
      assertThrows(IllegalArgumentException.class, () -> limited.allocate(-1, 1));
    }
    assertEquals(3, limited.stats().failures().orElseThrow());
    assertEquals(0, limit.taken());
    limited.close();
  }

  @Test
  @DisplayName("nothing larger than the limit can be asked for, nor than the upstream gives")
  void maxByteSize() {
    try (Allocator limited = limited("4k");
        Allocator unlimited = limited("9223372036854775807")) {
      assertEquals(4096, limited.maxByteSize());
      assertThrows(OutOfMemoryError.class, () -> limited.allocate(4097, 1));
      assertEquals(1, limited.stats().failures().orElseThrow());
      try (Allocator system = Allocators.create("system")) {
        assertEquals(system.maxByteSize(), unlimited.maxByteSize());
      }
    }
  }

  @Test
  @DisplayName("under contention the live bytes never exceed the limit")
  void contention() throws Exception {
    ByteLimit limit = new ByteLimit(10_000);
    AtomicLong live = new AtomicLong();
    AtomicLong highest = new AtomicLong();
    try (Allocator system = Allocators.create("system");
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Allocator watched =
          Allocators.of(
              (size, alignment) -> {
                highest.accumulateAndGet(live.addAndGet(size), Math::max);
                return system.allocate(size, alignment);
              },
              block -> {
                live.addAndGet(-block.byteSize());
                system.free(block);
              });
      CountingAllocator limited = CountingAllocator.over(watched, null, limit);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int seed = i;
        running.add(threads.submit(() -> churn(limited, new SplittableRandom(seed))));
      }
      for (Future<?> each : running) {
        each.get();
      }
      assertTrue(highest.get() <= limit.bytes(), "as many bytes were live: " + highest);
      assertTrue(limited.stats().failures().orElseThrow() > 0, "the limit was never reached");
      assertEquals(0, limit.taken());
      limited.close();
    }
  }

  @Test
  @DisplayName("a request that is too large never makes a small one fail, not for a moment")
  void largeBesideSmall() throws InterruptedException {
    try (Allocator limited = limited("1000")) {
      MemorySegment half = limited.allocate(500, 1);
      AtomicBoolean done = new AtomicBoolean();
      Thread greedy =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!done.get()) {
                      assertThrows(OutOfMemoryError.class, () -> limited.allocate(501, 1));
                    }
                  });
      for (int i = 0; i < 20_000; i++) {
        limited.free(limited.allocate(499, 1));
      }
      done.set(true);
      greedy.join();
      limited.free(half);
    }
  }

  private static void churn(Allocator limited, SplittableRandom random) {
    for (int i = 0; i < 20_000; i++) {
      try {
        limited.free(limited.allocate(random.nextLong(6_000), 1));
      } catch (OutOfMemoryError refused) {
        assertTrue(refused.toString().contains("the limit is"), refused::toString);
      }
    }
  }

  private static Allocator limited(String bytes) {
    return Allocators.create("counting", Map.of("counting.limit", bytes));
  }
}
