package dev.alloc.suite.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import dev.alloc.suite.Ledger;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The linear allocator")
final class LinearAllocatorTest {
  private final Ledger ledger = Ledger.counting();
  private final Allocator linear = LinearAllocator.over(ledger);

  @AfterEach
  void close() {
    linear.close(); // closes the ledger
  }

  @Test
  @DisplayName("finds every block, whatever the order of frees")
  void anyOrderOfFrees() {
    for (int round = 0; round < 3; round++) {
      List<MemorySegment> blocks = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        blocks.add(linear.allocate(i, 8));
      }
      if (round == 1) {
        Collections.reverse(blocks);
      } else if (round == 2) {
        Collections.shuffle(blocks, new Random(7));
      }
      blocks.forEach(linear::free);
      assertEquals(0, linear.stats().liveBlocks().orElseThrow());
      assertEquals(0, ledger.liveBlocks());
    }
    assertEquals(300, linear.stats().frees().orElseThrow());
  }

  @Test
  @DisplayName("counts blocks, bytes, reallocations and failures")
  void statistics() {
    MemorySegment first = linear.allocate(100, 8);
    MemorySegment second = linear.reallocate(linear.allocateZeroed(10, 8), 40, 8);
    second = linear.reallocate(second, 15, 8);
    ledger.failAt(0);
    assertThrows(OutOfMemoryError.class, () -> linear.allocate(1, 1));
    var stats = linear.stats();
    assertEquals(2, stats.liveBlocks().orElseThrow());
    assertEquals(115, stats.liveBytes().orElseThrow());
    assertEquals(2, stats.allocations().orElseThrow());
    assertEquals(0, stats.frees().orElseThrow());
    assertEquals(140, stats.allocatedBytes().orElseThrow());
    assertEquals(2, stats.reallocations().orElseThrow());
    assertEquals(1, stats.failures().orElseThrow());
    linear.free(first);
    linear.free(second);
  }

  @Test
  @DisplayName("keeps a block that could not be reallocated")
  void failedReallocation() {
    MemorySegment block = linear.allocate(10, 8);
    ledger.failAt(0);
    assertThrows(OutOfMemoryError.class, () -> linear.reallocate(block, 20, 8));
    assertEquals(1, linear.stats().liveBlocks().orElseThrow());
    linear.free(block);
  }

  @Test
  @DisplayName("refuses what is not in the list, and another size, without a change")
  void invalidFrees() {
    MemorySegment block = linear.allocate(16, 8);
    assertFault(Kind.INVALID_FREE, () -> linear.free(block.asSlice(8)));
    assertFault(Kind.INVALID_FREE, () -> linear.free(MemorySegment.NULL));
    assertFault(Kind.INVALID_FREE, () -> linear.free(MemorySegment.ofArray(new long[2])));
    assertFault(Kind.INVALID_FREE, () -> linear.reallocate(block.asSlice(8), 8, 8));
    assertFault(Kind.WRONG_SIZE, () -> linear.free(block.asSlice(0, 8)));
    assertThrows(NullPointerException.class, () -> freeNull(linear));
    assertEquals(1, linear.stats().liveBlocks().orElseThrow());
    linear.free(block);
    assertFault(Kind.INVALID_FREE, () -> linear.free(block));
  }

  @Test
  @DisplayName(
      "names every leaked block when it is closed, closes nothing, and can be closed later")
  void leaks() {
    List<MemorySegment> blocks = List.of(linear.allocate(8, 8), linear.allocate(24, 8));
    MemoryFaultException leak = assertThrows(MemoryFaultException.class, linear::close);
    assertEquals(Kind.LEAK, leak.kind());
    String message = String.valueOf(leak.getMessage());
    assertTrue(message.startsWith("linear+ledger: LEAK: 2 blocks with 32 bytes"), message);
    assertEquals(
        List.of(8L, 24L),
        Arrays.stream(leak.getSuppressed())
            .map(block -> ((MemoryFaultException) block).byteSize())
            .toList());
    blocks.forEach(linear::free);
  }

  @Test
  @DisplayName("names at most a thousand leaked blocks")
  void manyLeaks() {
    List<MemorySegment> blocks = new ArrayList<>();
    for (int i = 0; i < 1_001; i++) {
      blocks.add(linear.allocate(1, 1));
    }
    var leak = assertThrows(MemoryFaultException.class, linear::close);
    assertEquals(1_000, leak.getSuppressed().length);
    blocks.forEach(linear::free);
  }

  private static void assertFault(Kind kind, Runnable call) {
    assertEquals(kind, assertThrows(MemoryFaultException.class, call::run).kind());
  }

  @SuppressWarnings("NullAway") // what a caller must not do is what is tested
  private static void freeNull(Allocator allocator) {
    allocator.free(null);
  }
}
