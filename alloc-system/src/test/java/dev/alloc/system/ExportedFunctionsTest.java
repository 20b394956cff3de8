package dev.alloc.system;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What C gets to see of an allocator, and what it does not. */
class ExportedFunctionsTest {
  private static final int ENOMEM = 12;
  private static final int EINVAL = 22;
  private static final long UNKNOWN = 0x10;

  private final Arena arena = Arena.ofShared();
  private final Ledger ledger = new Ledger();
  private final ExportedFunctions exported = NativeFunctions.export(ledger, arena);
  private final CCaller c = new CCaller(exported.functions());

  @AfterEach
  void closeArena() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  @Test
  @DisplayName("every function works, and free finds the size that was asked for")
  void everyFunction() {
    long[] blocks = {c.malloc(100), c.calloc(7, 9), c.alignedAlloc(4096, 3), c.realloc(0, 50)};
    assertEquals(Set.of(100L, 63L, 3L, 50L), new HashSet<>(ledger.live.values()));
    assertEquals(100, c.usableSize(blocks[0]));
    assertEquals(-1, CCaller.bytes(blocks[1], 63).mismatch(MemorySegment.ofArray(new byte[63])));
    assertEquals(0, blocks[2] % 4096);
    CCaller.bytes(blocks[0], 100).fill((byte) 7);
    blocks[0] = c.realloc(blocks[0], 100_000);
    assertEquals(7, CCaller.bytes(blocks[0], 100).get(JAVA_BYTE, 99));
    assertEquals(OptionalLong.of(4), exported.liveBlocks());
    for (long block : blocks) {
      assertEquals(0, block % 16);
      c.free(block);
    }
    assertEquals(Set.of(), ledger.live.keySet());
    assertTrue(exported.firstFailure().isEmpty());
  }

  @Test
  @DisplayName("the corner cases of C: size 0, NULL")
  void cornerCases() {
    long first = c.malloc(0);
    long second = c.calloc(0, 8);
    assertNotEquals(0, first);
    assertNotEquals(first, second);
    long third = c.realloc(c.malloc(8), 0); // a block of no bytes, not a free
    assertNotEquals(0, third);
    assertEquals(OptionalLong.of(3), exported.liveBlocks());
    assertEquals(0, c.usableSize(third));
    c.free(0);
    assertEquals(0, c.usableSize(0));
    for (long block : new long[] {first, second, third}) {
      c.free(block);
    }
    assertTrue(exported.firstFailure().isEmpty());
  }

  @Test
  @DisplayName("what cannot be had is NULL with ENOMEM, or EINVAL for an alignment")
  void refusals() {
    long block = c.malloc(24);
    assertRefused(ENOMEM, c.malloc(-1));
    assertRefused(ENOMEM, c.malloc(1L << 62));
    assertRefused(ENOMEM, c.calloc(1L << 32, 1L << 32));
    assertRefused(ENOMEM, c.calloc(3, 1L << 62));
    assertRefused(ENOMEM, c.calloc(-1, 1));
    assertRefused(ENOMEM, c.realloc(block, -1));
    assertRefused(ENOMEM, c.realloc(block, 1L << 62));
    assertEquals(24, c.usableSize(block));
    for (long alignment : new long[] {0, 3, 24, Long.MIN_VALUE, 1L << 40}) {
      assertRefused(EINVAL, c.alignedAlloc(alignment, 8));
    }
    c.free(block);
    assertTrue(exported.firstFault().isEmpty());
    assertTrue(exported.firstFailure().orElseThrow() instanceof OutOfMemoryError);
  }

  private void assertRefused(int errno, long address) {
    assertEquals(0, address);
    assertEquals(errno, c.errno());
  }

  @Test
  @DisplayName("nothing the allocator throws reaches C; the first of it is kept")
  void exceptionsStay() {
    AssertionError thrown = new AssertionError("a bug in an allocator");
    ledger.failure = thrown;
    assertRefused(ENOMEM, c.malloc(8));
    assertRefused(ENOMEM, c.realloc(0, 8));
    ledger.failure = new StackOverflowError();
    assertRefused(ENOMEM, c.alignedAlloc(64, 8));
    ledger.failure = null;
    assertSame(thrown, exported.firstFailure().orElseThrow());
    c.free(c.malloc(8));
  }

  @Test
  @DisplayName("a pointer that is not known is recorded and not freed")
  void unknownPointers() {
    long block = c.malloc(8);
    c.free(block + 16);
    MemoryFaultException fault = exported.firstFault().orElseThrow();
    assertEquals(MemoryFaultException.Kind.INVALID_FREE, fault.kind());
    assertEquals(block + 16, fault.address());
    assertRefused(EINVAL, c.realloc(UNKNOWN, 8));
    assertEquals(0, c.usableSize(UNKNOWN));
    c.free(block);
    c.free(block);
    assertSame(fault, exported.firstFault().orElseThrow());
    assertEquals(Set.of(), ledger.live.keySet());
  }

  @Test
  @DisplayName("a block found damaged is recorded, and let go")
  void damagedBlock() {
    long block = c.malloc(8);
    var damaged =
        new MemoryFaultException(MemoryFaultException.Kind.OVERRUN, "ledger: OVERRUN", block, 8);
    ledger.fault = damaged;
    c.free(block);
    assertSame(damaged, exported.firstFault().orElseThrow());
    assertEquals(Set.of(), ledger.live.keySet());
    assertEquals(OptionalLong.of(0), exported.liveBlocks());
  }

  @Test
  @DisplayName("closing over C's blocks is refused, through the arena as well")
  void closingWithLiveBlocks() {
    long block = c.malloc(40);
    MemoryFaultException leak = assertThrows(MemoryFaultException.class, exported::close);
    assertEquals(MemoryFaultException.Kind.LEAK, leak.kind());
    assertEquals(
        "ledger: LEAK: C has not freed 1 blocks, 40 bytes, of the exported functions",
        leak.getMessage());
    assertEquals(1, leak.getSuppressed().length);
    c.free(block);
    exported.close();
    exported.close();
    arena.close();
  }

  @Test
  @DisplayName("a closed arena leaves C what it needs to free its blocks")
  void closedArena() {
    long block = c.malloc(40);
    MemorySegment free = exported.functions().free();
    assertThrows(MemoryFaultException.class, arena::close);
    CCaller.onForeignThreads(MemorySegment.ofAddress(free.address()), List.of(block));
    assertEquals(Set.of(), ledger.live.keySet());
    exported.close();
  }

  @Test
  @DisplayName("threads that Java does not know allocate and free")
  void foreignThreads() {
    List<Long> sizes = Collections.nCopies(32, 100L);
    List<Long> blocks = CCaller.onForeignThreads(exported.functions().malloc(), sizes);
    assertEquals(ledger.live.keySet(), new HashSet<>(blocks));
    assertFalse(blocks.contains(0L));
    CCaller.onForeignThreads(exported.functions().free(), blocks);
    assertEquals(Set.of(), ledger.live.keySet());
  }

  @Test
  @DisplayName("errno is what was set, also while garbage is collected")
  void errnoSurvivesTheWayBack() {
    ledger.failure = new OutOfMemoryError("on purpose");
    Thread collector =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (!Thread.currentThread().isInterrupted()) {
                    System.gc();
                  }
                });
    try {
      for (int i = 0; i < 1_000; i++) {
        assertRefused(ENOMEM, c.malloc(8));
        assertRefused(EINVAL, c.alignedAlloc(3, 8));
      }
    } finally {
      collector.interrupt();
      ledger.failure = null;
    }
  }

  @Test
  @DisplayName("an allocator that is a table of C functions exports these")
  void rawTables() {
    try (Arena other = Arena.ofConfined()) {
      ExportedFunctions raw = NativeFunctions.export(SystemAllocator.open(), other);
      assertTrue(raw.isRaw());
      assertEquals(NativeFunctions.ofCLibrary().malloc(), raw.functions().malloc());
      assertEquals(OptionalLong.empty(), raw.liveBlocks());
      raw.close();
      NativeFunctions all = Tables.all();
      assertSame(all, NativeFunctions.export(all.toAllocator(), other).functions());
      assertFalse(NativeFunctions.export(Tables.two().toAllocator(), other).isRaw());
    }
  }

  @Test
  @DisplayName("what C cannot use is refused in words")
  void refusedAllocators() {
    try (Allocator heap = Allocators.of(Arena.ofAuto(), _ -> {})) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> NativeFunctions.export(heap, arena));
      assertTrue(
          String.valueOf(refused.getMessage())
              .startsWith("'functions' cannot be exported to C: its blocks are not native memory"),
          refused::getMessage);
    }
    Allocator closed = SystemAllocator.open();
    closed.close();
    assertThrows(IllegalStateException.class, () -> NativeFunctions.export(closed, arena));
    arena.close();
    assertThrows(IllegalStateException.class, () -> NativeFunctions.export(ledger, arena));
  }

  @Test
  @DisplayName("the way out and back in again: an allocator over pointers that lead to Java")
  void roundTrip() {
    Allocator again = exported.functions().toAllocator();
    MemorySegment block = again.allocate(100, 64);
    block.fill((byte) 3);
    MemorySegment moved = again.reallocate(block, 10_000, 8);
    assertEquals(3, moved.get(JAVA_BYTE, 99));
    assertEquals(Set.of(moved.address()), ledger.live.keySet());
    again.free(moved);
    assertThrows(OutOfMemoryError.class, () -> again.allocate(1L << 61, 8));
    assertEquals(Set.of(), ledger.live.keySet());
  }
}
