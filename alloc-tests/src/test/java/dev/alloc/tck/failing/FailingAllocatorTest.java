package dev.alloc.tck.failing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a plan makes fail, and that nothing else does. */
final class FailingAllocatorTest {
  private final Arena arena = Arena.ofShared();
  private final Allocator upstream = Allocators.of(arena, block -> {});
  private final FailurePlan plan = FailurePlan.none();
  private final Allocator allocator = FailingAllocator.over(upstream, plan);

  @AfterEach
  void close() {
    allocator.close();
    upstream.stats(); // still open: it was the test's, not the allocator's
    upstream.close();
    arena.close();
  }

  @Test
  void nothingFailsWithoutAPlan() {
    assertEquals("ssss", outcomes(4));
    assertEquals(4, plan.requests());
    assertEquals(0, plan.failures());
  }

  @Test
  void oneRequestFailsCountedFromTheChange() {
    assertEquals("ss", outcomes(2));
    plan.failOnce(3);
    assertEquals("ssfss", outcomes(5));
    assertEquals(1, plan.failures());
  }

  @Test
  void allRequestsFailFromOneOnUntilHealed() {
    plan.failFrom(2);
    assertEquals("sfff", outcomes(4));
    plan.heal();
    assertEquals("ss", outcomes(2));
    assertEquals(3, plan.failures());
  }

  @Test
  void theFirstErrorSinceAChangeIsKept() {
    plan.failFrom(2);
    allocator.free(allocator.allocate(8, 8));
    assertEquals(Optional.empty(), plan.firstFailure());
    OutOfMemoryError first = assertThrows(OutOfMemoryError.class, () -> allocator.allocate(16, 8));
    assertThrows(OutOfMemoryError.class, () -> allocator.allocate(24, 8));
    assertSame(first, plan.firstFailure().orElseThrow());
    assertEquals(Optional.empty(), plan.heal().firstFailure());
  }

  @Test
  void aSeededRateFailsTheSameRequestsAgain() {
    plan.failAtRate(0.25, 42);
    String first = outcomes(1_000);
    long failed = first.chars().filter(c -> c == 'f').count();
    assertTrue(failed > 200 && failed < 300, () -> failed + " of 1000 failed");
    plan.failAtRate(0.25, 42);
    assertEquals(first, outcomes(1_000));
    plan.failAtRate(0.25, 43);
    assertNotEquals(first, outcomes(1_000));
    plan.failAtRate(1, 42);
    assertEquals("fff", outcomes(3));
  }

  @Test
  void theLimitIsExactAndFreedBytesAreAvailableAgain() {
    plan.limit(100);
    assertTrue(allocator.capabilities().contains(Capability.LIMIT));
    MemorySegment most = allocator.allocate(60, 1);
    MemorySegment rest = allocator.allocate(40, 1);
    assertThrows(OutOfMemoryError.class, () -> allocator.allocate(1, 1));
    assertEquals(0, allocator.allocate(0, 1).byteSize());
    MemorySegment less = allocator.reallocate(most, 50, 1);
    assertThrows(OutOfMemoryError.class, () -> allocator.reallocate(less, 61, 1));
    MemorySegment more = allocator.reallocate(less, 60, 1);
    allocator.free(rest);
    allocator.free(more);
    allocator.free(allocator.allocate(100, 1));
    plan.limit(Long.MAX_VALUE);
    assertFalse(allocator.capabilities().contains(Capability.LIMIT));
  }

  @Test
  void everyKindOfRequestFailsAndTheErrorSaysWhat() {
    plan.failFrom(1);
    OutOfMemoryError error = assertThrows(OutOfMemoryError.class, () -> allocator.allocate(24, 8));
    assertEquals("failing+functions: cannot provide 24 bytes aligned to 8.", error.getMessage());
    assertThrows(OutOfMemoryError.class, () -> allocator.allocateZeroed(24, 8));
    plan.heal();
    MemorySegment block = allocator.allocate(8, 8).fill((byte) 7);
    plan.failFrom(1);
    assertThrows(OutOfMemoryError.class, () -> allocator.reallocate(block, 24, 8));
    assertEquals(7, block.get(java.lang.foreign.ValueLayout.JAVA_BYTE, 7));
    allocator.free(block);
    try (Arena view = allocator.confinedArena(true)) {
      assertThrows(OutOfMemoryError.class, () -> view.allocate(8));
    }
  }

  @Test
  @SuppressWarnings("NullAway") // null on purpose
  void badArgumentsAndClosedAllocatorsAreAnsweredAsIfThereWereNoPlan() {
    plan.failFrom(1);
    assertThrows(IllegalArgumentException.class, () -> allocator.allocate(-1, 8));
    assertThrows(IllegalArgumentException.class, () -> allocator.allocate(8, 3));
    assertThrows(NullPointerException.class, () -> allocator.free(null));
    assertThrows(MemoryFaultException.class, () -> allocator.free(MemorySegment.NULL));
    assertEquals(0, plan.requests());
    allocator.close();
    assertThrows(IllegalStateException.class, () -> allocator.allocate(8, 8));
    assertThrows(IllegalStateException.class, allocator::stats);
  }

  @Test
  void plansRefuseNumbersThatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> plan.failOnce(0));
    assertThrows(IllegalArgumentException.class, () -> plan.failFrom(-1));
    assertThrows(IllegalArgumentException.class, () -> plan.failAtRate(Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> plan.failAtRate(1.1, 1));
    assertThrows(IllegalArgumentException.class, () -> plan.limit(-1));
  }

  /** Allocates and frees some blocks; returns a letter each: (s)ucceeded or (f)ailed. */
  private String outcomes(int requests) {
    StringBuilder outcomes = new StringBuilder();
    List<MemorySegment> blocks = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      try {
        blocks.add(allocator.allocate(16, 8));
        outcomes.append('s');
      } catch (OutOfMemoryError failure) {
        outcomes.append('f');
      }
    }
    blocks.forEach(allocator::free);
    return outcomes.toString();
  }
}
