package dev.alloc.arena;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Mark;
import dev.alloc.arena.ArenaTesting.Upstream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ArenaThreadsTest {
  private static final int VIRTUAL_THREADS = 100_000;
  private final Upstream upstream = new Upstream();

  @Test
  void virtualThreadsLeaveNothingBehind() throws Exception {
    try (Allocator arena = ArenaTesting.over(upstream)) {
      try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> tasks = new ArrayList<>();
        for (int i = 0; i < VIRTUAL_THREADS; i++) {
          long tag = i;
          tasks.add(executor.submit(() -> useOnce(arena, tag)));
        }
        for (Future<?> task : tasks) {
          task.get();
        }
      }
      assertEquals(0, arena.stats().liveBlocks().orElseThrow());
      arena.reset(0);
      assertEquals(0, arena.stats().reservedBytes().orElseThrow());
      assertTrue(upstream.live.isEmpty());
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // only to mix the threads up
  private static void useOnce(Allocator arena, long tag) {
    MemorySegment block = arena.allocate(8, 8);
    block.set(ValueLayout.JAVA_LONG, 0, tag);
    if (tag % 100 == 0) {
      try (Mark _ = arena.mark()) {
        arena.allocate(16, 8).fill((byte) 7);
      }
      try (Arena confined = arena.confinedArena(true)) {
        confined.allocate(16, 8).fill((byte) 7);
      }
    }
    Thread.yield();
    assertEquals(tag, block.get(ValueLayout.JAVA_LONG, 0));
    arena.free(block);
  }

  @Test
  void aThreadThatEndedLeavesItsChunkToTheNext() throws InterruptedException {
    try (Allocator arena = ArenaTesting.over(upstream)) {
      long reserved = 0;
      for (int i = 0; i < 200; i++) {
        Thread thread = Thread.ofPlatform().start(() -> arena.allocate(8, 8));
        thread.join();
        reserved = Math.max(reserved, arena.stats().reservedBytes().orElseThrow());
      }
      assertEquals(200, arena.stats().liveBlocks().orElseThrow());
      assertEquals(4_096, reserved, "one chunk did for all");
    }
  }

  @Test
  void resetsRacingWithAllocationsNeverGiveABlockTwice() throws Exception {
    try (Allocator arena = ArenaTesting.over(upstream);
        var executor = Executors.newFixedThreadPool(2)) {
      Future<?> racing =
          executor.submit(
              () -> {
                for (int i = 0; i < 200_000; i++) {
                  arena.allocate(40, 8); // between calls it has no live block it would use
                }
              });
      Future<?> resetting =
          executor.submit(
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  arena.reset(i % 2 == 0 ? 0 : Long.MAX_VALUE);
                  MemorySegment first = arena.allocate(64, 8).fill((byte) i);
                  MemorySegment second = arena.allocate(64, 8).fill((byte) ~i);
                  assertEquals((byte) i, first.get(ValueLayout.JAVA_BYTE, 63));
                  assertEquals((byte) ~i, second.get(ValueLayout.JAVA_BYTE, 0));
                }
              });
      racing.get();
      resetting.get();
      arena.reset(0);
      assertEquals(0, arena.stats().liveBlocks().orElseThrow());
    }
  }
}
