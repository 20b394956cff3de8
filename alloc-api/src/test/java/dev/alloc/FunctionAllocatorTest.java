package dev.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Two functions as an allocator: what they are spared and what is checked of them. */
final class FunctionAllocatorTest {
  private final Arena arena = Arena.ofAuto();
  private final List<MemorySegment> freed = new ArrayList<>();
  private final Allocator allocator = Allocators.of(arena, freed::add);

  @Test
  void blocksGoToTheFunctionsAndBack() {
    MemorySegment block = allocator.allocateZeroed(10, 4);
    allocator.free(block);
    assertEquals(List.of(block), freed);
    assertEquals("functions", allocator.name());
    assertEquals("functions", allocator.toString());
    assertTrue(allocator.stats().liveBlocks().isEmpty());
  }

  @Test
  void reallocationCopiesAndFrees() {
    MemorySegment block = allocator.allocateFrom("0123456789");
    MemorySegment grown = allocator.reallocate(block, 100, 8);
    assertEquals("0123456789", grown.getString(0));
    assertEquals(List.of(block), freed);
    assertEquals(0, allocator.reallocate(grown, 0, 1).byteSize());
  }

  @Test
  @SuppressWarnings("NullAway") // null on purpose
  void badRequestsDoNotReachTheFunctions() {
    Allocator untouched =
        Allocators.of(
            (byteSize, byteAlignment) -> {
              throw new AssertionError("called for " + byteSize);
            },
            block -> {
              throw new AssertionError("called for " + block);
            });
    assertThrows(IllegalArgumentException.class, () -> untouched.allocate(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> untouched.allocate(1, 0));
    assertThrows(IllegalArgumentException.class, () -> untouched.allocate(1, 6));
    assertThrows(NullPointerException.class, () -> untouched.free(null));
    MemoryFaultException fault =
        assertThrows(MemoryFaultException.class, () -> untouched.free(MemorySegment.NULL));
    assertEquals(MemoryFaultException.Kind.INVALID_FREE, fault.kind());
  }

  @Test
  void aNullFromTheFunctionIsOutOfMemory() {
    Allocator empty = Allocators.of((byteSize, byteAlignment) -> MemorySegment.NULL, freed::add);
    OutOfMemoryError error = assertThrows(OutOfMemoryError.class, () -> empty.allocate(24, 8));
    assertEquals("functions: cannot provide 24 bytes aligned to 8.", error.getMessage());
    assertTrue(freed.isEmpty());
  }

  @Test
  void aBlockThatIsNotWhatWasAskedForIsGivenBackAndReported() {
    Allocator wrongSize =
        Allocators.of((byteSize, align) -> arena.allocate(byteSize + 1, align), freed::add);
    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> wrongSize.allocate(10, 1));
    Messages.assertContains("functions: asked for 10 bytes", failure);
    Allocator unaligned =
        Allocators.of((byteSize, align) -> arena.allocate(64, 64).asSlice(1, byteSize), freed::add);
    assertThrows(IllegalStateException.class, () -> unaligned.allocate(10, 2));
    assertEquals(2, freed.size());
  }

  @Test
  void capabilitiesAreWhatFunctionsCanHave() {
    assertEquals(
        Set.of(Capability.THREAD_SAFE, Capability.INDIVIDUAL_FREE), allocator.capabilities());
    Set<Capability> scoped = Set.of(Capability.NATIVE, Capability.SCOPES);
    Allocator claimed = Allocators.of(arena, freed::add, scoped);
    assertTrue(claimed.capabilities().containsAll(scoped));
    assertThrows(
        MemoryFaultException.class,
        () -> claimed.free(MemorySegment.ofArray(new byte[9]).asSlice(1)));
    for (Set<Capability> impossible :
        List.of(Set.of(Capability.COUNTS), Set.of(Capability.SCOPES))) {
      assertThrows(
          IllegalArgumentException.class, () -> Allocators.of(arena, freed::add, impossible));
    }
  }

  @Test
  void afterCloseNothingReachesTheFunctions() {
    MemorySegment block = allocator.allocate(8, 8);
    allocator.close();
    allocator.close();
    assertThrows(IllegalStateException.class, () -> allocator.allocate(8, 8));
    assertThrows(IllegalStateException.class, () -> allocator.free(block));
    assertThrows(IllegalStateException.class, allocator::stats);
    assertThrows(IllegalStateException.class, allocator::check);
    assertEquals("functions", allocator.name());
    assertTrue(freed.isEmpty());
  }

  @Test
  void whatFunctionsCannotDoSaysSo() {
    assertThrows(UnsupportedOperationException.class, () -> allocator.reset(0));
    assertThrows(UnsupportedOperationException.class, allocator::mark);
  }

  @Test
  void twoAllocatorsOfTheSameFunctionsAreTwo() {
    SegmentAllocator allocate = arena;
    Consumer<MemorySegment> free = freed::add;
    assertNotEquals(Allocators.of(allocate, free), Allocators.of(allocate, free));
  }
}
