package dev.alloc.arena;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.arena.ArenaTesting.Upstream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BumpTest {
  private final Upstream upstream = new Upstream();

  @Test
  void blocksHaveTheLifetimeOfTheirChunkFromTheFirstOneOn() {
    try (Allocator arena = ArenaTesting.over(upstream)) {
      MemorySegment first = arena.allocate(8, 8);
      MemorySegment second = arena.allocate(8, 8);
      MemorySegment large = arena.allocate(50_000, 8);
      assertEquals(3, arena.stats().liveBlocks().orElseThrow());
      arena.reset(0); // the upstream's memory is gone
      for (MemorySegment dead : List.of(first, second, large)) {
        assertThrows(IllegalStateException.class, () -> dead.get(ValueLayout.JAVA_BYTE, 0));
      }
    }
  }

  @Test
  void blocksFollowEachOther() {
    try (Allocator arena = ArenaTesting.over(upstream)) {
      MemorySegment first = arena.allocate(24, 8);
      MemorySegment second = arena.allocate(8, 8);
      assertEquals(first.address() + 24, second.address());
      assertEquals(1, upstream.calls, "calls of the upstream");
    }
    assertTrue(upstream.live.isEmpty(), "all chunks are given back");
  }

  @Test
  void theLastBlockIsFreedGrownAndShrunkInPlace() {
    try (Allocator arena = ArenaTesting.over(upstream)) {
      arena.allocate(16, 8);
      MemorySegment last = arena.allocate(16, 8);
      MemorySegment grown = arena.reallocate(last, 1_000, 8);
      assertEquals(last.address(), grown.address());
      MemorySegment shrunk = arena.reallocate(grown, 8, 8);
      assertEquals(last.address(), shrunk.address());
      assertEquals(last.address() + 8, arena.allocate(8, 8).address());
      arena.free(shrunk); // not the last any more
      assertEquals(8, arena.stats().deadBytes().orElseThrow());
    }
  }

  @Test
  void anotherBlockMovesWhenItGrowsAndKeepsItsContents() {
    try (Allocator arena = ArenaTesting.over(upstream)) {
      MemorySegment first = arena.allocate(16, 8);
      first.set(ValueLayout.JAVA_LONG, 8, 42);
      arena.allocate(16, 8);
      MemorySegment moved = arena.reallocate(first, 32, 8);
      assertNotEquals(first.address(), moved.address());
      assertEquals(42, moved.get(ValueLayout.JAVA_LONG, 8));
      assertEquals(2, arena.stats().liveBlocks().orElseThrow());
      assertEquals(48, arena.stats().liveBytes().orElseThrow());
      assertEquals(1, arena.stats().reallocations().orElseThrow());
    }
  }

  @Test
  void aLargeRequestGetsABlockOfItsOwnAndTheChunkGoesOn() {
    try (Allocator arena = ArenaTesting.over(upstream)) {
      MemorySegment before = arena.allocate(16, 8);
      MemorySegment large = arena.allocate(100_000, 8);
      assertEquals(before.address() + 16, arena.allocate(16, 8).address());
      long reserved = arena.stats().reservedBytes().orElseThrow();
      arena.free(large);
      assertEquals(0, arena.stats().deadBytes().orElseThrow(), "its own block is reclaimed");
      assertTrue(arena.stats().reservedBytes().orElseThrow() <= reserved);
    }
  }

  @Test
  void whatIsLostIsCounted() {
    try (Allocator arena = ArenaTesting.over(upstream)) {
      arena.allocate(1, 1);
      arena.allocate(8, 8);
      assertEquals(7, arena.stats().paddingBytes().orElseThrow());
      for (int i = 0; i < 9; i++) {
        arena.allocate(900, 1);
      }
      assertTrue(arena.stats().chunkEndBytes().orElseThrow() > 0);
      arena.reset(Long.MAX_VALUE);
      assertEquals(0, arena.stats().paddingBytes().orElseThrow());
      assertEquals(0, arena.stats().chunkEndBytes().orElseThrow());
    }
  }

  @Test
  void aSmallerChunkIsTakenWhereTheUpstreamHasNoMore() {
    upstream.limit = 3_000;
    try (Allocator arena = ArenaTesting.over(upstream)) {
      arena.allocate(500, 8);
      assertThrows(OutOfMemoryError.class, () -> arena.allocate(4_000, 8));
      assertEquals(1, arena.stats().failures().orElseThrow());
      arena.allocate(500, 8);
    }
  }

  @Test
  void chunkSizesThatDoNotFitAreRefused() {
    assertThrows(
        dev.alloc.AllocatorLookupException.class,
        () -> ArenaTesting.over(upstream, Map.of("chunk", "8192", "maxChunk", "4096")));
  }
}
