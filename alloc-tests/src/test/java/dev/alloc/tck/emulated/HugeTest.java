package dev.alloc.tck.emulated;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Blocks larger than this machine's memory, of which next to nothing is touched. */
final class HugeTest {
  private static final long GIB = 1L << 30;

  @BeforeEach
  void requireLazyMemory() {
    assumeTrue(LazyMemory.unavailable().isEmpty(), () -> LazyMemory.unavailable().toString());
  }

  @Test
  @DisplayName("both ends of 500 GiB can be written, and the address does not come back")
  void addressesAreManyAndUsedOnce() {
    try (EmulatedAllocator huge = EmulatedAllocator.of(Machine.HUGE)) {
      MemorySegment block = huge.allocate(500 * GIB, GIB);
      block.set(JAVA_LONG, 0, 1);
      block.set(JAVA_LONG, 500 * GIB - 8, 2);
      assertEquals(0, block.address() % GIB);
      assertEquals(1, block.get(JAVA_LONG, 0));
      assertEquals(2, block.get(JAVA_LONG, 500 * GIB - 8));
      huge.free(block);
      MemorySegment next = huge.allocate(100 * GIB, 8);
      assertNotEquals(block.address(), next.address());
      assertEquals(0, next.get(JAVA_LONG, 100 * GIB - 8));
      huge.free(next);
      huge.check();
    }
  }

  @Test
  @DisplayName("1 TiB is all there is, and dead addresses are gone")
  void addressesEnd() {
    try (EmulatedAllocator huge = EmulatedAllocator.of(Machine.HUGE)) {
      huge.free(huge.allocate(600 * GIB, 8));
      assertThrows(OutOfMemoryError.class, () -> huge.allocate(600 * GIB, 8));
      assertThrows(OutOfMemoryError.class, () -> huge.allocate(huge.maxByteSize() + 1, 8));
      assertThrows(OutOfMemoryError.class, () -> huge.allocate(Long.MAX_VALUE, 8));
      huge.check();
    }
  }

  @Test
  @DisplayName("what is behind a block's whole pages goes with the block")
  void deadPagesAreGivenBack() {
    LazyMemory memory = LazyMemory.reserve(GIB, GIB);
    MemorySegment segment = memory.segment();
    segment.asSlice(0, 1 << 20).fill((byte) 7);
    memory.discard(1, (1 << 20) - 1);
    assertEquals((byte) 7, segment.get(JAVA_BYTE, 0));
    assertEquals(0, segment.get(JAVA_LONG, 1 << 19));
    memory.release();
  }
}
