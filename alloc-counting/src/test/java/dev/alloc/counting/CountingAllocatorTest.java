package dev.alloc.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CountingAllocatorTest {

  @Test
  @DisplayName("every operation is counted, in blocks and bytes")
  void counts() {
    Allocator counting = Allocators.create("counting");
    MemorySegment a = counting.allocate(100, 8);
    MemorySegment b = counting.allocateZeroed(50, 16);
    a = counting.reallocate(a, 130, 8);
    a = counting.reallocate(a, 20, 8);
    assertEquals(
        "live blocks 2, live bytes 70, allocations 2, frees 0, allocated bytes 180,"
            + " reallocations 2, failures 0",
        counting.stats().toString());
    counting.free(a);
    counting.free(b);
    assertEquals(0, counting.stats().liveBlocks().orElseThrow());
    assertEquals(0, counting.stats().liveBytes().orElseThrow());
    assertEquals(2, counting.stats().frees().orElseThrow());
    counting.close();
  }

  @Test
  @DisplayName("a failed request is a failure and nothing else")
  void failures() {
    try (Allocator counting = Allocators.create("counting")) {
      MemorySegment block = counting.allocate(8, 8);
      for (Executable call :
          List.<Executable>of(
              () -> counting.allocate(Long.MAX_VALUE, 1),
              () -> counting.allocateZeroed(Long.MAX_VALUE, 1),
              () -> counting.reallocate(block, Long.MAX_VALUE, 1))) {
        assertThrows(OutOfMemoryError.class, call);
      }
      assertThrows(IllegalArgumentException.class, () -> counting.allocate(8, 3));
      assertThrows(MemoryFaultException.class, () -> counting.free(MemorySegment.NULL));
      assertEquals(
          AllocatorStats.unknown()
              .withLive(1, 8)
              .withTotals(1, 0, 8)
              .withReallocations(0)
              .withFailures(3)
              .toString(),
          counting.stats().toString());
      counting.free(block);
    }
  }

  @Test
  @DisplayName("a leak is a fault at close, which may be tried again")
  void leak() {
    Allocator counting = Allocators.create("counting");
    MemorySegment block = counting.allocate(40, 8);
    MemoryFaultException fault = assertThrows(MemoryFaultException.class, counting::close);
    assertEquals(Kind.LEAK, fault.kind());
    assertEquals(
        "counting+system: LEAK: 1 block with 40 bytes still live;"
            + " use tracking to see where they were allocated",
        fault.getMessage());
    counting.free(block);
    counting.close();
    counting.close();
  }

  @Test
  @DisplayName(
      "more frees than allocations are a fault at check and at close, until the books are even")
  void foreignBlocks() {
    Allocator system = Allocators.create("system");
    Allocator counting = Allocators.create("counting");
    counting.free(system.allocate(8, 8));
    counting.free(system.allocate(8, 8));
    for (Executable call : List.<Executable>of(counting::check, counting::close)) {
      MemoryFaultException fault = assertThrows(MemoryFaultException.class, call);
      assertEquals(Kind.INVALID_FREE, fault.kind());
      assertTrue(fault.toString().contains("freed 2 blocks it did not allocate"));
    }
    system.free(counting.allocate(8, 8));
    system.free(counting.allocate(8, 8));
    counting.check();
    counting.close();
    assertClosed(counting, system.allocate(8, 8));
  }

  @Test
  @DisplayName("closed: nothing is served or told, what it is can still be asked")
  void closed() {
    Allocator counting = Allocators.create("counting");
    counting.close();
    assertClosed(counting, Allocators.create("system").allocate(8, 8));
    assertEquals("counting+system", counting.name());
  }

  @Test
  @DisplayName("an upstream that cannot close leaves the layer above open")
  void upstreamRefusesToClose() {
    CountingAllocator below = counting(Allocators.create("system"));
    CountingAllocator above = counting(below);
    MemorySegment block = below.allocate(8, 8);
    assertThrows(MemoryFaultException.class, above::close);
    above.free(above.allocate(8, 8));
    below.free(block);
    above.close();
    assertThrows(IllegalStateException.class, below::stats);
  }

  @Test
  @DisplayName("the fault of an upstream that knows the blocks is the one to see")
  void upstreamKnowsTheLeak() {
    var upstream = new BulkAllocator(Set.of(Capability.THREAD_SAFE, Capability.DETECTS_LEAK));
    CountingAllocator counting = counting(upstream);
    MemorySegment block = counting.allocate(8, 8);
    assertEquals(
        "bulk: 1 block", assertThrows(MemoryFaultException.class, counting::close).getMessage());
    counting.free(block);
    counting.close();
  }

  @Test
  @DisplayName("capabilities are those of the upstream, and what counting adds")
  void capabilities() {
    Allocator system = Allocators.create("system");
    CountingAllocator withPeak = CountingAllocator.over(system, new Peak(), null);
    assertTrue(withPeak.capabilities().containsAll(system.capabilities()));
    assertTrue(withPeak.capabilities().contains(Capability.COUNTS));
    assertTrue(withPeak.capabilities().contains(Capability.PEAK));
    assertFalse(
        counting(withPeak).capabilities().contains(Capability.PEAK),
        "the peak of another layer is not this one's");
    assertTrue(
        CountingAllocator.over(system, null, new ByteLimit(8))
            .capabilities()
            .contains(Capability.LIMIT));
  }

  @Test
  @DisplayName("blocks of arenas are counted, and given back with the arena")
  void arenas() {
    try (Allocator counting = Allocators.create("counting")) {
      for (boolean shared : new boolean[] {false, true}) {
        try (Arena arena = shared ? counting.sharedArena(true) : counting.confinedArena(true)) {
          arena.allocate(24, 8);
          assertEquals(24, counting.stats().liveBytes().orElseThrow());
        }
        assertEquals(0, counting.stats().liveBlocks().orElseThrow());
      }
    }
  }

  @Test
  @DisplayName("an upstream that resets: nothing is live after it, nothing leaks at close")
  void reset() {
    var upstream = new BulkAllocator(Set.of(Capability.THREAD_SAFE, Capability.RESET));
    CountingAllocator counting = CountingAllocator.over(upstream, new Peak(), new ByteLimit(100));
    counting.allocate(60, 1);
    counting.allocate(40, 1);
    counting.reset(0);
    AllocatorStats stats = counting.stats();
    assertEquals(0, stats.liveBlocks().orElseThrow());
    assertEquals(0, stats.liveBytes().orElseThrow());
    assertEquals(2, stats.frees().orElseThrow());
    assertEquals(100, stats.peakBytes().orElseThrow());
    assertTrue(
        stats
            .toString()
            .endsWith("reserved bytes 4096, padding bytes 1, chunk end bytes 2, dead bytes 3"),
        "the memory is that of the allocator below");
    counting.allocate(100, 1); // the limit has all its bytes back
    counting.close();
  }

  @Test
  @DisplayName("closing a mark goes back to what was live when it was made, once")
  void mark() {
    var upstream =
        new BulkAllocator(Set.of(Capability.THREAD_SAFE, Capability.RESET, Capability.MARK));
    CountingAllocator counting = counting(upstream);
    counting.allocate(60, 1);
    var mark = counting.mark();
    counting.allocate(40, 1);
    mark.close();
    assertEquals(1, counting.stats().liveBlocks().orElseThrow());
    assertEquals(60, counting.stats().liveBytes().orElseThrow());
    counting.allocate(5, 1);
    mark.close();
    assertEquals(65, counting.stats().liveBytes().orElseThrow());
    counting.close();
  }

  @Test
  @DisplayName("closing a mark over something that counts believes what that dropped")
  void markOverCounts() {
    var upstream =
        new BulkAllocator(
            Set.of(Capability.THREAD_SAFE, Capability.RESET, Capability.MARK, Capability.COUNTS));
    CountingAllocator counting = counting(upstream);
    counting.allocate(10, 1);
    MemorySegment old = counting.allocate(10, 1);
    var mark = counting.mark();
    counting.allocate(10, 1);
    counting.free(old);
    upstream.freedOld().set(1);
    mark.close();
    assertEquals(1, counting.stats().liveBlocks().orElseThrow());
    assertEquals(10, counting.stats().liveBytes().orElseThrow());
    counting.close();
  }

  @Test
  @DisplayName("without RESET and MARK below there is none")
  void neitherResetNorMark() {
    try (Allocator counting = Allocators.create("counting")) {
      assertThrows(UnsupportedOperationException.class, () -> counting.reset(0));
      assertThrows(UnsupportedOperationException.class, counting::mark);
    }
  }

  @Test
  @DisplayName("a fault that check finds below suppresses the one found here")
  void checkBelow() {
    Allocator system = Allocators.create("system");
    CountingAllocator below = counting(system);
    CountingAllocator above = counting(below);
    above.free(system.allocate(8, 8));
    MemoryFaultException fault = assertThrows(MemoryFaultException.class, above::check);
    assertTrue(fault.toString().contains(" counting+system: INVALID_FREE"));
    assertTrue(fault.getSuppressed()[0].toString().contains(" counting+counting+system: "));
  }

  private static CountingAllocator counting(Allocator upstream) {
    return CountingAllocator.over(upstream, null, null);
  }

  private static void assertClosed(Allocator allocator, MemorySegment block) {
    for (Executable call :
        List.<Executable>of(
            () -> allocator.allocate(8, 8),
            () -> allocator.allocateZeroed(8, 8),
            () -> allocator.reallocate(block, 16, 8),
            () -> allocator.free(block),
            () -> allocator.reset(0),
            allocator::mark,
            allocator::check,
            allocator::resetPeak,
            allocator::stats,
            () -> allocator.confinedArena(true),
            () -> allocator.sharedArena(true))) {
      IllegalStateException closed = assertThrows(IllegalStateException.class, call);
      assertTrue(closed.toString().endsWith("is closed"), closed::toString);
    }
  }
}
