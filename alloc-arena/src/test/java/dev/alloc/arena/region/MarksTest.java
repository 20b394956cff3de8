package dev.alloc.arena.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alloc.Allocator;
import dev.alloc.Mark;
import dev.alloc.arena.ArenaTesting;
import dev.alloc.arena.ArenaTesting.Upstream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class MarksTest {
  private final Upstream upstream = new Upstream();

  @Test
  void aMarkDropsExactlyWhatCameAfterIt() {
    try (Allocator arena = ArenaTesting.over(upstream)) {
      MemorySegment old = arena.allocate(100, 8);
      MemorySegment freedInside = arena.allocate(50, 8);
      MemorySegment moved = arena.allocate(10, 8);
      MemorySegment inside;
      try (Mark _ = arena.mark()) {
        inside = arena.allocate(64, 8);
        try (Mark _ = arena.mark()) {
          for (int i = 0; i < 100; i++) {
            arena.allocate(1_000, 8);
          }
          arena.allocate(50_000, 8);
          arena.free(freedInside);
        }
        assertEquals(164 + 10, arena.stats().liveBytes().orElseThrow());
        assertEquals(3, arena.stats().liveBlocks().orElseThrow());
        arena.reallocate(moved, 2_000, 8);
        assertEquals(3, arena.stats().liveBlocks().orElseThrow());
      }
      assertEquals(100, arena.stats().liveBytes().orElseThrow());
      assertEquals(1, arena.stats().liveBlocks().orElseThrow());
      assertEquals(inside.address(), arena.allocate(64, 8).address(), "rewound to the mark");
      old.set(ValueLayout.JAVA_LONG, 0, 1);
    }
  }

  @Test
  void aMarkOnAnEmptyArenaGivesAllBack() {
    try (Allocator arena = ArenaTesting.over(upstream)) {
      try (Mark _ = arena.mark()) {
        arena.allocate(100, 8);
      }
      assertEquals(0, arena.stats().liveBlocks().orElseThrow());
      arena.reset(0);
      assertEquals(0, arena.stats().reservedBytes().orElseThrow());
    }
  }

  @Test
  void marksAreClosedInnermostFirstByTheirThread() throws InterruptedException {
    try (Allocator arena = ArenaTesting.over(upstream)) {
      Mark outer = arena.mark();
      Mark inner = arena.mark();
      assertThrows(IllegalStateException.class, outer::close);
      Thread other =
          Thread.ofPlatform().start(() -> assertThrows(WrongThreadException.class, inner::close));
      other.join();
      inner.close();
      inner.close(); // again: no effect
      outer.close();
      Mark late = arena.mark();
      arena.reset(0);
      assertThrows(IllegalStateException.class, late::close);
    }
  }
}
