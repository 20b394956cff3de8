package dev.alloc.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Tracking over an arena")
final class BulkReleaseTest {
  private final Allocator allocator =
      Allocators.create("tracking+arena", Map.of("tracking.depth", "0"));

  @Test
  @DisplayName("drops all records at a reset, and all at close")
  void resetDropsAll() {
    allocator.allocate(24, 8);
    MemorySegment old = allocator.allocate(24, 8);
    allocator.reset(Long.MAX_VALUE);
    assertLive(0, 0);
    assertThrows(MemoryFaultException.class, () -> allocator.free(old));
    allocator.allocate(10, 1);
    assertLive(1, 10);
    allocator.close();
  }

  @Test
  @DisplayName("drops with a mark what its thread allocated since, and moved since")
  void markDropsWhatCameAfter() {
    MemorySegment before = allocator.allocate(100, 8);
    MemorySegment resized = allocator.allocate(50, 8);
    Mark mark = allocator.mark();
    allocator.allocate(1, 1);
    allocator.free(allocator.allocate(2, 1));
    allocator.reallocate(resized, 5_000, 8); // to behind the mark
    mark.close();
    assertLive(1, 100);
    allocator.free(before);
    assertLive(0, 0);
    allocator.close();
  }

  @Test
  @DisplayName("keeps what another thread allocated, and what is older than an inner mark")
  void marksAreNested() throws InterruptedException {
    Mark outer = allocator.mark();
    allocator.allocate(10, 8);
    Mark inner = allocator.mark();
    for (int i = 0; i < 100; i++) {
      allocator.allocate(1, 1);
    }
    Thread.ofPlatform().start(() -> allocator.allocate(1_000, 8)).join();
    assertLive(102, 1_110);
    inner.close();
    assertLive(2, 1_010);
    outer.close();
    assertLive(1, 1_000);
    allocator.close();
  }

  @Test
  @DisplayName("forgets marks that a reset has made void")
  void resetEndsMarks() {
    Mark mark = allocator.mark();
    allocator.allocate(10, 8);
    allocator.reset(0);
    allocator.allocate(20, 8);
    assertThrows(IllegalStateException.class, mark::close);
    assertLive(1, 20);
    allocator.close();
  }

  private void assertLive(long blocks, long bytes) {
    assertEquals(blocks, allocator.stats().liveBlocks().orElseThrow());
    assertEquals(bytes, allocator.stats().liveBytes().orElseThrow());
    assertEquals(blocks, Tracking.of(allocator).snapshot().total().liveBlocks());
  }
}
