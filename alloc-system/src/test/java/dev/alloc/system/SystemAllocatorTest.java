package dev.alloc.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The allocator as it is here, as it is where there is no aligned_alloc, and over tables that hold
 * all of the C library's functions, or two.
 */
class SystemAllocatorTest {
  private static final long CRITICAL_MAX = MallocAllocator.CRITICAL_MAX;

  static Stream<Allocator> allocators() {
    return Stream.of(
        SystemAllocator.open(),
        new SystemAllocator(new AtomicBoolean(), new OverAlignedBlocks()),
        ImportedAllocator.open("system", Tables.all()),
        ImportedAllocator.open("system", Tables.two()),
        ImportedAllocator.open("system", Tables.two().withMallocAlignment(1)));
  }

  @ParameterizedTest
  @MethodSource("allocators")
  @DisplayName("every alignment, at sizes on both sides of the kinds of call")
  void alignments(Allocator allocator) {
    for (long alignment = 1; alignment <= allocator.maxAlignment(); alignment *= 2) {
      for (long size : new long[] {0, 1, 10, CRITICAL_MAX, CRITICAL_MAX + 1}) {
        MemorySegment block = allocator.allocate(size, alignment);
        assertEquals(size, block.byteSize());
        assertEquals(0, block.address() % alignment, "alignment " + alignment + ", size " + size);
        block.fill((byte) 1);
        allocator.free(block);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("allocators")
  @DisplayName("zeroed blocks are zero where dirty memory comes back")
  void zeroed(Allocator allocator) {
    for (long alignment : new long[] {1, 16, 64, 8192}) {
      for (long size : new long[] {0, 1, 100, CRITICAL_MAX, CRITICAL_MAX + 1}) {
        MemorySegment dirty = allocator.allocate(size, alignment);
        dirty.fill((byte) -1);
        allocator.free(dirty);
        MemorySegment block = allocator.allocateZeroed(size, alignment);
        assertEquals(-1, block.mismatch(MemorySegment.ofArray(new byte[(int) size])));
        allocator.free(block);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("allocators")
  @DisplayName("reallocate keeps contents and gives the alignment, whatever both were before")
  void reallocate(Allocator allocator) {
    long[] sizes = {0, 8, 24, CRITICAL_MAX, CRITICAL_MAX + 8, 1 << 20};
    for (long alignment : new long[] {1, 16, 4096}) {
      for (long newAlignment : new long[] {1, 16, 64, 1 << 16}) {
        MemorySegment block = allocator.allocate(8, alignment);
        for (long size : sizes) {
          fillWithOffsets(block);
          long kept = Math.min(block.byteSize(), size);
          block = allocator.reallocate(block, size, newAlignment);
          assertEquals(size, block.byteSize());
          assertEquals(0, block.address() % newAlignment);
          assertHoldsOffsets(block, kept);
        }
        allocator.free(block);
      }
    }
  }

  @Test
  @DisplayName("the same size stays where it is, if it is aligned there")
  void inPlace() {
    SystemAllocator allocator = SystemAllocator.open();
    MemorySegment block = allocator.allocate(4096, 4096);
    MemorySegment same = allocator.reallocate(block, 4096, 64);
    assertEquals(block.address(), same.address());
    allocator.free(same);
  }

  @Test
  @DisplayName("blocks of size 0 have addresses of their own")
  void sizeZero() {
    SystemAllocator allocator = SystemAllocator.open();
    List<MemorySegment> blocks =
        Stream.generate(() -> allocator.allocate(0, 1)).limit(100).toList();
    assertEquals(100, blocks.stream().map(MemorySegment::address).distinct().count());
    blocks.forEach(allocator::free);
  }

  @Test
  @DisplayName("what is certainly no block never reaches the C library")
  void wrongFrees() {
    SystemAllocator allocator = SystemAllocator.open();
    assertThrows(NullPointerException.class, () -> freeNull(allocator));
    for (MemorySegment wrong : List.of(MemorySegment.NULL, MemorySegment.ofArray(new long[4]))) {
      for (Executable call :
          List.<Executable>of(
              () -> allocator.free(wrong), () -> allocator.reallocate(wrong, 8, 8))) {
        MemoryFaultException fault = assertThrows(MemoryFaultException.class, call);
        assertEquals(MemoryFaultException.Kind.INVALID_FREE, fault.kind());
      }
    }
  }

  @Test
  @DisplayName("a dead read-only view of the block is enough to free it, or to reallocate it")
  @SuppressWarnings("restricted")
  void deadViews() {
    SystemAllocator allocator = SystemAllocator.open();
    MemorySegment block = allocator.allocate(8, 8);
    block.set(ValueLayout.JAVA_LONG, 0, 7);
    MemorySegment view;
    try (Arena arena = Arena.ofConfined()) {
      view = block.reinterpret(arena, null).asReadOnly();
    }
    MemorySegment moved = allocator.reallocate(view, 64, 4096);
    assertEquals(7, moved.get(ValueLayout.JAVA_LONG, 0));
    allocator.free(moved.asReadOnly());
  }

  @ParameterizedTest
  @MethodSource("allocators")
  @DisplayName("what cannot be had is refused, and changes nothing")
  void tooLarge(Allocator allocator) {
    MemorySegment block = allocator.allocate(8, 8);
    for (long size :
        new long[] {
          Long.MAX_VALUE, allocator.maxByteSize() + 1, allocator.maxByteSize(), 1L << 62
        }) {
      for (long alignment : new long[] {1, 4096, allocator.maxAlignment()}) {
        for (Executable call :
            List.<Executable>of(
                () -> allocator.allocate(size, alignment),
                () -> allocator.allocateZeroed(size, alignment),
                () -> allocator.reallocate(block, size, alignment))) {
          OutOfMemoryError error = assertThrows(OutOfMemoryError.class, call);
          assertEquals(
              "system: cannot provide %d bytes aligned to %d.".formatted(size, alignment),
              error.getMessage());
        }
      }
    }
    allocator.free(block);
  }

  @Test
  @DisplayName("bad arguments are named")
  void badArguments() {
    SystemAllocator allocator = SystemAllocator.open();
    for (long alignment : new long[] {0, -1, 3, allocator.maxAlignment() * 2, Long.MIN_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> allocator.allocate(8, alignment));
      assertThrows(IllegalArgumentException.class, () -> allocator.allocateZeroed(8, alignment));
    }
    assertThrows(IllegalArgumentException.class, () -> allocator.allocateZeroed(-1, 1));
  }

  @Test
  @DisplayName("closed: nothing is served, what it is can still be asked")
  void closed() {
    SystemAllocator allocator = SystemAllocator.open();
    MemorySegment block = allocator.allocate(8, 8);
    allocator.close();
    allocator.close();
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
      assertThrows(IllegalStateException.class, call);
    }
    assertEquals("system", allocator.name());
    assertTrue(allocator.maxAlignment() >= 1L << 27);
    SystemAllocator.open().free(block); // one C library, whoever asks
  }

  @Test
  @DisplayName("two allocators are not equal")
  void identity() {
    SystemAllocator allocator = SystemAllocator.open();
    assertNotEquals(allocator, SystemAllocator.open());
    assertEquals("system", allocator.toString());
  }

  @SuppressWarnings({"NullAway", "DataFlowIssue"}) // the wrong argument is the subject
  private static void freeNull(Allocator allocator) {
    allocator.free(null);
  }

  private static void fillWithOffsets(MemorySegment block) {
    for (long i = 0; i < block.byteSize(); i++) {
      block.set(ValueLayout.JAVA_BYTE, i, (byte) (i * 31));
    }
  }

  private static void assertHoldsOffsets(MemorySegment block, long byteSize) {
    for (long i = 0; i < byteSize; i++) {
      if (block.get(ValueLayout.JAVA_BYTE, i) != (byte) (i * 31)) {
        throw new AssertionError("byte " + i + " of " + byteSize + " was not kept");
      }
    }
  }
}
