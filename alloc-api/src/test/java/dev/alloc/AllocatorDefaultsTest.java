package dev.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

/** What an implementor gets who writes only the abstract methods. */
final class AllocatorDefaultsTest {
  private final FakeAllocator allocator = FakeAllocator.base("fake");

  @Test
  @SuppressWarnings("NullAway") // null on purpose
  void reallocateKeepsTheContentsAndTheNumberOfBlocks() {
    MemorySegment block = allocator.allocate(8, 8);
    block.set(ValueLayout.JAVA_LONG, 0, 42);
    MemorySegment grown = allocator.reallocate(block, 64, 64);
    assertEquals(42, grown.get(ValueLayout.JAVA_LONG, 0));
    assertEquals(0, grown.address() % 64);
    MemorySegment shrunk = allocator.reallocate(grown, 4, 1);
    assertEquals(4, shrunk.byteSize());
    assertEquals(1, allocator.stats().liveBlocks().orElseThrow());
    assertThrows(NullPointerException.class, () -> allocator.reallocate(null, 8, 8));
  }

  @Test
  void aRefusedReallocationLeavesTheBlockAsItWas() {
    MemorySegment block = allocator.allocate(8, 8);
    assertThrows(IllegalArgumentException.class, () -> allocator.reallocate(block, -1, 8));
    assertThrows(OutOfMemoryError.class, () -> allocator.reallocate(block, Long.MAX_VALUE - 8, 8));
    allocator.failToFree(true);
    MemoryFaultException fault =
        assertThrows(MemoryFaultException.class, () -> allocator.reallocate(block, 16, 8));
    assertEquals(1, fault.getSuppressed().length, "giving the new block back fails here as well");
    allocator.failToFree(false);
    assertEquals(0x5A, block.get(ValueLayout.JAVA_BYTE, 7));
  }

  @Test
  void requestsAreRefusedWithTheAllocatorsNameAndLimits() {
    assertEquals(
        "fake: the size must be 0 or more, not -1",
        assertThrows(IllegalArgumentException.class, () -> allocator.allocate(-1, 1)).getMessage());
    assertEquals(
        "fake: the alignment must be a power of two from 1 to 4611686018427387904, not 24",
        assertThrows(IllegalArgumentException.class, () -> allocator.allocate(1, 24)).getMessage());
    for (long alignment : new long[] {0, -1, -8, Long.MIN_VALUE, 3}) {
      assertThrows(IllegalArgumentException.class, () -> allocator.allocate(1, alignment));
    }
  }

  @Test
  void whatIsNotSupportedSaysWhatToDoInstead() {
    assertEquals(
        "fake cannot reset; free block by block",
        assertThrows(UnsupportedOperationException.class, () -> allocator.reset(0)).getMessage());
    assertEquals(
        "fake has no marks; free block by block",
        assertThrows(UnsupportedOperationException.class, allocator::mark).getMessage());
  }

  @Test
  void checkAndResetPeakNoticeAClosedAllocator() {
    allocator.check();
    allocator.resetPeak();
    allocator.close();
    assertThrows(IllegalStateException.class, allocator::check);
    assertThrows(IllegalStateException.class, allocator::resetPeak);
    assertTrue(allocator.maxByteSize() > 0);
  }
}
