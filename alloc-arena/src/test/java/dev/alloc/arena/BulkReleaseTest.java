package dev.alloc.arena;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Mark;
import dev.alloc.arena.ArenaTesting.Upstream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BulkReleaseTest {
  private final Upstream upstream = new Upstream();

  @Test
  void aWarmResetCycleNeverCallsTheUpstream() {
    try (Allocator arena = ArenaTesting.over(upstream)) {
      for (int round = 0; round < 30; round++) {
        int before = upstream.calls;
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
          arena.allocate(random.nextInt(i % 50 == 0 ? 20_000 : 300), 1 << random.nextInt(6));
        }
        arena.reset(Long.MAX_VALUE);
        assertEquals(0, arena.stats().liveBlocks().orElseThrow());
        assertTrue(round == 0 || upstream.calls == before, "round " + round);
      }
      long reserved = arena.stats().reservedBytes().orElseThrow();
      assertEquals(0, arena.stats().returnedBytes().orElseThrow());
      arena.reset(0);
      assertEquals(0, arena.stats().reservedBytes().orElseThrow());
      assertEquals(reserved, arena.stats().returnedBytes().orElseThrow());
      assertTrue(upstream.live.isEmpty());
    }
  }

  @Test
  void aLargeFreeChunkIsSharedBeforeTheUpstreamIsAsked() {
    try (Allocator arena = ArenaTesting.over(upstream)) {
      arena.allocate(60_000, 8);
      arena.reset(Long.MAX_VALUE);
      int before = upstream.calls;
      MemorySegment first = arena.allocate(2_000, 8); // more than its share of a first chunk
      MemorySegment second = arena.allocate(3_000, 8);
      assertEquals(before, upstream.calls);
      assertTrue(Math.abs(first.address() - second.address()) >= 2_000);
      arena.allocate(40_000, 8);
      assertEquals(before, upstream.calls, "also where it has to hold less than a first chunk");
    }
  }

  @Test
  void inSafeModeBlocksOfAnEndedEpochOrMarkThrow() {
    Map<String, String> options = Map.of("chunk", "4096", "maxChunk", "16384", "safe", "true");
    try (Allocator arena = ArenaTesting.over(upstream, options)) {
      MemorySegment old = arena.allocate(8, 8);
      MemorySegment large = arena.allocate(50_000, 8);
      MemorySegment marked;
      try (Mark _ = arena.mark()) {
        marked = arena.allocate(8, 8);
        marked.set(ValueLayout.JAVA_LONG, 0, 1);
      }
      assertThrows(IllegalStateException.class, () -> marked.get(ValueLayout.JAVA_LONG, 0));
      old.set(ValueLayout.JAVA_LONG, 0, 1);
      arena.reset(Long.MAX_VALUE);
      assertThrows(IllegalStateException.class, () -> old.get(ValueLayout.JAVA_LONG, 0));
      assertThrows(IllegalStateException.class, () -> large.get(ValueLayout.JAVA_LONG, 0));
      arena.allocate(8, 8).set(ValueLayout.JAVA_LONG, 0, 1);
    }
  }
}
