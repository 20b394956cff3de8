package dev.alloc.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.AllocatorLookupException;
import dev.alloc.Allocators;
import dev.alloc.MemoryFaultException;
import dev.alloc.tck.upstream.CountingUpstream;
import dev.alloc.tck.upstream.RecordingUpstream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** The TCK's own instruments: they must see what they are there to see. */
final class ProbeTest {
  private static final Map<String, String> NONE = Map.of();
  private final Arena arena = Arena.ofAuto();

  @Test
  void theOutermostAllocatorIsPutOverTheUpstream() {
    RecordingUpstream upstream = new RecordingUpstream(upstream());
    try (Allocator allocator = Probe.compose("failing+nosuch", NONE, upstream).orElseThrow()) {
      assertEquals("failing+functions", allocator.name());
      MemorySegment block = allocator.allocate(10, 2);
      assertEquals(List.of(block), upstream.live());
      allocator.free(block);
    }
    upstream.assertBalanced("rule 10.2");
    assertEquals(1, upstream.closes());
  }

  @Test
  void whatIsBelowIsWhatTheSpecSaysOrSystem() {
    assertEquals(Optional.of("system"), Probe.below("failing"));
    assertEquals(Optional.of("failing+system"), Probe.below("failing+failing+system"));
  }

  @Test
  void theProbeIsNotThereOtherwise() {
    assertTrue(Allocators.providers().stream().noneMatch(p -> p.name().startsWith("tck-")));
    AllocatorLookupException refused =
        assertThrows(AllocatorLookupException.class, () -> Allocators.create("failing+tck-probe"));
    assertTrue(refused.toString().contains("is a part of the TCK"), refused::toString);
  }

  @Test
  void theRecorderNotesWhatComesBackWrong() {
    RecordingUpstream upstream = new RecordingUpstream(upstream());
    MemorySegment block = upstream.allocate(16, 8);
    assertThrows(MemoryFaultException.class, () -> upstream.free(block.asSlice(0, 8)));
    assertThrows(MemoryFaultException.class, () -> upstream.free(block.asSlice(8)));
    upstream.free(block.asReadOnly());
    assertThrows(MemoryFaultException.class, () -> upstream.free(block));
    assertEquals(3, upstream.faults().size(), upstream.faults()::toString);
    assertThrows(AssertionFailedError.class, () -> upstream.assertBalanced("rule 10.2"));
  }

  @Test
  void theRecorderNotesWhatDoesNotComeBack() {
    RecordingUpstream upstream = new RecordingUpstream(upstream());
    MemorySegment first = upstream.allocate(16, 8);
    MemorySegment moved = upstream.reallocate(first, 32, 8);
    assertNotEquals(first, moved);
    assertEquals(List.of(moved), upstream.live());
    AssertionFailedError failure =
        assertThrows(AssertionFailedError.class, () -> upstream.assertBalanced("rule 10.2"));
    assertTrue(failure.toString().contains("rule 10.2: 1 of 1 segments taken"), failure::toString);
    upstream.close();
    assertEquals(1, upstream.faults().size());
    assertThrows(IllegalStateException.class, () -> upstream.allocate(1, 1));
  }

  @Test
  void theCounterCountsWhatPasses() {
    CountingUpstream upstream = new CountingUpstream(upstream());
    MemorySegment first = upstream.allocate(16, 8);
    MemorySegment second = upstream.allocateZeroed(4, 8);
    MemorySegment moved = upstream.reallocate(first, 20, 8);
    assertEquals(2, upstream.liveBlocks());
    assertEquals(24, upstream.liveBytes());
    assertEquals(1, upstream.reallocations());
    upstream.free(moved);
    upstream.free(second);
    assertEquals(0, upstream.liveBlocks());
    assertEquals(0, upstream.liveBytes());
    assertEquals(2, upstream.allocations());
    assertEquals(2, upstream.frees());
  }

  private Allocator upstream() {
    return Allocators.of(arena, block -> {});
  }
}
