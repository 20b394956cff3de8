package dev.alloc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arenas over any allocator: lifetime as the JDK's, blocks given back exactly once. */
final class ArenaViewTest {
  private static final byte FRESH = 0x5A; // what FakeAllocator fills with

  private final FakeAllocator allocator = FakeAllocator.base("fake");

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void blocksLiveAsLongAsTheArena(boolean shared) {
    Arena arena = open(shared, true);
    MemorySegment block = arena.allocate(16, 8);
    MemorySegment empty = arena.allocate(0, 1);
    assertEquals(2, live());
    assertTrue(block.scope().isAlive());
    assertEquals(0, empty.byteSize());
    arena.close();
    assertEquals(0, live());
    assertThrows(IllegalStateException.class, () -> block.get(ValueLayout.JAVA_BYTE, 0));
    assertThrows(IllegalStateException.class, () -> arena.allocate(1));
    assertThrows(IllegalStateException.class, arena::close);
    assertEquals(0, live());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void blocksAreZeroUnlessAskedOtherwise(boolean shared) {
    try (Arena zeroed = open(shared, true);
        Arena raw = open(shared, false)) {
      assertArrayEquals(new byte[9], zeroed.allocate(9, 1).toArray(ValueLayout.JAVA_BYTE));
      assertEquals(FRESH, raw.allocate(9, 1).get(ValueLayout.JAVA_BYTE, 8));
      assertEquals("text", raw.allocateFrom("text").getString(0));
    }
    assertEquals(0, live());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFailedRequestLeavesNothingBehind(boolean shared) {
    try (Arena arena = open(shared, true)) {
      assertThrows(IllegalArgumentException.class, () -> arena.allocate(-1, 1));
      assertThrows(IllegalArgumentException.class, () -> arena.allocate(1, 3));
      arena.allocate(1, 1);
      assertEquals(1, live());
    }
    assertEquals(0, live());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatGoesWrongAtCloseIsThrownOnceEveryBlockWasTried(boolean shared) {
    Arena arena = open(shared, true);
    arena.allocate(1);
    arena.allocate(2);
    arena.allocate(3);
    allocator.failToFree(true);
    MemoryFaultException fault = assertThrows(MemoryFaultException.class, arena::close);
    assertEquals(3, fault.byteSize());
    assertEquals(2, fault.getSuppressed().length);
    allocator.failToFree(false);
    assertThrows(IllegalStateException.class, arena::close);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClosedAllocatorOpensNoArena(boolean shared) {
    allocator.close();
    assertThrows(IllegalStateException.class, () -> open(shared, true));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutScopesBlocksAreWhatTheAllocatorGave(boolean shared) {
    allocator.without(Capability.SCOPES);
    Arena arena = open(shared, true);
    MemorySegment block = arena.allocate(8, 8);
    arena.close();
    assertEquals(0, block.get(ValueLayout.JAVA_LONG, 0)); // still there, only given back
    assertEquals(0, live());
  }

  @Test
  void aConfinedArenaRefusesOtherThreads() throws Exception {
    try (Arena arena = allocator.confinedArena(true);
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      MemorySegment block = arena.allocate(8, 8);
      assertWrongThread(other.submit(() -> arena.allocate(8, 8)));
      assertWrongThread(other.submit(() -> block.get(ValueLayout.JAVA_LONG, 0)));
      assertWrongThread(other.submit(arena::close));
      assertEquals(1, live());
    }
    assertEquals(0, live());
  }

  @Test
  void aSharedArenaServesEveryThread() throws Exception {
    Arena arena = allocator.sharedArena(false);
    try (ExecutorService others = Executors.newFixedThreadPool(4)) {
      List<Callable<Long>> tasks = Collections.nCopies(1_000, () -> touch(arena));
      for (Future<Long> done : others.invokeAll(tasks)) {
        assertEquals(8, done.get());
      }
    }
    assertEquals(1_000, live());
    arena.close();
    assertEquals(0, live());
  }

  @Test
  void aSharedArenaNeedsAnAllocatorForEveryThread() {
    allocator.without(Capability.THREAD_SAFE);
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> allocator.sharedArena(true));
    assertEquals(
        "fake is not thread safe, so it has no shared arena; use a confined one",
        refused.getMessage());
    allocator.confinedArena(true).close();
  }

  private static long touch(Arena arena) {
    MemorySegment block = arena.allocate(8, 8);
    block.set(ValueLayout.JAVA_LONG, 0, 1);
    return block.byteSize();
  }

  private Arena open(boolean shared, boolean zeroed) {
    return shared ? allocator.sharedArena(zeroed) : allocator.confinedArena(zeroed);
  }

  private long live() {
    return allocator.stats().liveBlocks().orElseThrow();
  }

  private static void assertWrongThread(Future<?> call) {
    ExecutionException failed = assertThrows(ExecutionException.class, call::get);
    assertInstanceOf(WrongThreadException.class, failed.getCause());
  }
}
