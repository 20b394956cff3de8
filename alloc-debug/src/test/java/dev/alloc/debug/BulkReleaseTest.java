package dev.alloc.debug;

import static dev.alloc.debug.Misuse.fault;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("debug over an allocator that releases in bulk")
class BulkReleaseTest {
  private static final String HERE = BulkReleaseTest.class.getName();
  private final Allocator debug = Allocators.create("debug+arena", Map.of("debug.depth", "4"));

  @Test
  @DisplayName("finds a write after a reset when the bytes are handed out again")
  void aWriteAfterResetIsFound() {
    MemorySegment block = debug.allocate(64, 8);
    debug.allocate(64, 8);
    debug.reset(Long.MAX_VALUE);
    block.set(JAVA_BYTE, 3, (byte) 7);
    MemoryFaultException fault = fault(Kind.WRITE_AFTER_FREE, () -> debug.allocate(64, 8));
    assertEquals(OptionalLong.of(3), fault.firstBadOffset());
    assertEquals(block.address(), fault.address());
    assertEquals(HERE, fault.allocationSite().getFirst().getClassName());
    assertEquals(HERE, fault.freeSites().getFirst().getFirst().getClassName());
    assertEquals(0, debug.stats().liveBlocks().orElseThrow(), "a call that throws does nothing");
    debug.allocate(64, 8);
    debug.close();
  }

  @Test
  @DisplayName("finds it also where zeros are asked for")
  void aWriteAfterResetIsFoundByZeroing() {
    MemorySegment block = debug.allocate(64, 8);
    debug.reset(Long.MAX_VALUE);
    block.set(JAVA_BYTE, 3, (byte) 7);
    fault(Kind.WRITE_AFTER_FREE, () -> debug.allocateZeroed(64, 8));
    MemorySegment zeroed = debug.allocateZeroed(64, 8);
    assertEquals(-1, zeroed.mismatch(MemorySegment.ofArray(new byte[64])));
    debug.close();
  }

  @Test
  @DisplayName("does not blame anybody for memory that has been elsewhere meanwhile")
  void memoryThatWentBackIsNotBlamedOnAnybody() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      for (int i = 0; i < 50; i++) {
        MemorySegment block = debug.allocate(random.nextInt(i % 10 == 0 ? 200_000 : 500), 8);
        block.fill((byte) i);
        if (i % 3 == 0) {
          debug.free(block);
        }
      }
      debug.reset(round % 4 == 0 ? 0 : round % 4 == 1 ? 100_000 : Long.MAX_VALUE);
      try (Allocator malloc = Allocators.create("system")) { // gets some of what went back
        for (int i = 0; i < 20; i++) {
          malloc.free(malloc.allocate(random.nextInt(300_000), 8).fill((byte) 1));
        }
      }
    }
    debug.close();
  }

  @Test
  @DisplayName("verifies before a reset, which then has not happened")
  void aResetVerifies() {
    MemorySegment block = debug.allocate(64, 8);
    Misuse.around(block, 0, 1).set(JAVA_BYTE, 64, (byte) 7);
    fault(Kind.OVERRUN, () -> debug.reset(0));
    assertEquals(1, debug.stats().liveBlocks().orElseThrow());
    debug.reset(0);
    assertEquals(0, debug.stats().liveBlocks().orElseThrow());
    debug.close();
  }

  @Test
  @DisplayName("drops what came after a mark, verified and filled, and keeps the rest")
  void aMarkDropsWhatCameAfterIt() {
    MemorySegment old = debug.allocate(64, 8).fill((byte) 1);
    MemorySegment freedInside = debug.allocate(8, 8);
    Mark mark = debug.mark();
    MemorySegment dropped = debug.allocate(64, 8);
    MemorySegment freed = debug.allocate(64, 8);
    debug.free(freed);
    debug.free(freedInside);
    for (int i = 0; i < 100; i++) {
      debug.free(debug.allocate(8, 8));
    }
    Misuse.around(dropped, 1, 0).set(JAVA_BYTE, 0, (byte) 7);
    fault(Kind.UNDERRUN, mark::close);
    mark.close();
    assertEquals(1, debug.stats().liveBlocks().orElseThrow());
    assertEquals((byte) 0xDD, dropped.get(JAVA_BYTE, 63));
    dropped.set(JAVA_BYTE, 63, (byte) 7);
    MemoryFaultException fault = fault(Kind.WRITE_AFTER_FREE, () -> debug.allocate(200, 8));
    assertTrue(fault.getMessage() != null && fault.getMessage().contains("byte 63 is 0x07"));
    assertEquals(1, old.get(JAVA_BYTE, 63));
    fault(Kind.DOUBLE_FREE, () -> debug.free(freedInside));
    fault(Kind.INVALID_FREE, () -> debug.free(dropped));
    debug.close();
  }

  @Test
  @DisplayName("refuses marks that are closed out of order, and those from before a reset")
  void marksAreClosedInOrder() {
    Mark outer = debug.mark();
    debug.allocate(8, 8);
    Mark inner = debug.mark();
    assertThrows(IllegalStateException.class, outer::close);
    inner.close();
    outer.close();
    outer.close();
    Mark early = debug.mark();
    debug.reset(0);
    assertThrows(IllegalStateException.class, early::close);
    debug.close();
  }
}
