package dev.alloc.debug;

import static dev.alloc.debug.Misuse.debug;
import static dev.alloc.debug.Misuse.fault;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A program that allocates and frees in turns gets the address again that went back last. */
@DisplayName("The quarantine")
final class QuarantineTest {
  private static final long SMALL_BYTES = 4L << 20; // half of what is held is for small blocks
  private static final String OPTION = "8m";
  private static final long BLOCK = 64 + 48; // bytes, guards included

  @Test
  @DisplayName("holds a block while less than it has room for is freed after it, in turns")
  void aBlockStays() {
    try (Allocator debug = debug("quarantine", OPTION, "depth", "0")) {
      MemorySegment block = filled(debug);
      pairs(debug, SMALL_BYTES / 2 / BLOCK);
      fault(Kind.DOUBLE_FREE, () -> debug.free(block));
    }
  }

  @Test
  @DisplayName("looks at a block when as much as it has room for was freed after it, in turns")
  void aBlockLeaves() {
    try (Allocator debug = debug("quarantine", OPTION, "depth", "0")) {
      MemorySegment block = filled(debug);
      block.set(JAVA_BYTE, 5, (byte) 7);
      Deque<MemorySegment> others = new ArrayDeque<>();
      fault(
          Kind.WRITE_AFTER_FREE,
          () -> {
            for (long i = 0; i < 2 * SMALL_BYTES / BLOCK; i++) {
              others.push(debug.allocate(64, 8));
              debug.free(others.peek());
              others.pop();
            }
          });
      debug.free(others.pop()); // the call that threw has changed nothing
    }
  }

  @Test
  @DisplayName("never holds more than it has room for")
  void itIsBounded() {
    LedgerBelow below = new LedgerBelow();
    try (Allocator debug = below.debugged(8L << 20)) {
      for (int i = 0; i < 300_000; i++) {
        debug.free(debug.allocate(i % 3_000, 8));
        assertTrue(below.liveBytes() <= SMALL_BYTES + 4_000, () -> below.liveBytes() + " bytes");
      }
      assertTrue(below.liveBytes() > SMALL_BYTES * 3 / 4, () -> below.liveBytes() + " bytes");
    }
  }

  @Test
  @DisplayName("is all there for a thread that goes on when others, which filled it, have ended")
  void othersDoNotKeepTheirRoom() throws InterruptedException {
    try (Allocator debug = debug("quarantine", OPTION, "depth", "0")) {
      for (int other = 0; other < 5; other++) {
        Thread thread = new Thread(() -> pairs(debug, SMALL_BYTES / BLOCK));
        thread.start();
        thread.join();
      }
      MemorySegment block = filled(debug);
      pairs(debug, SMALL_BYTES / 2 / BLOCK);
      fault(Kind.DOUBLE_FREE, () -> debug.free(block));
    }
  }

  @Test
  @DisplayName("finds every write to blocks that leave together, and gives all of them back")
  void aBatchLeavesWhole() {
    LedgerBelow below = new LedgerBelow();
    try (Allocator debug = below.debugged(8L << 20)) {
      Deque<MemorySegment> blocks = new ArrayDeque<>();
      for (int i = 0; i < 7; i++) {
        blocks.push(debug.allocate(64, 8));
      }
      blocks.forEach(debug::free);
      blocks.forEach(block -> block.set(JAVA_BYTE, 5, (byte) 7));
      int found = 0;
      for (long i = 0; i < 2 * SMALL_BYTES / BLOCK; i++) {
        found += faultsOf(debug, debug.allocate(64, 8));
      }
      assertEquals(blocks.size(), found);
      assertTrue(below.liveBytes() <= SMALL_BYTES, () -> below.liveBytes() + " bytes");
    }
  }

  /** Frees a block, at the second time if the first finds something; returns how much. */
  private static int faultsOf(Allocator debug, MemorySegment block) {
    try {
      debug.free(block);
      return 0;
    } catch (MemoryFaultException fault) {
      debug.free(block); // the call that threw has changed nothing
      return 1 + fault.getSuppressed().length;
    }
  }

  /** A freed block, in a quarantine that was full before. */
  private static MemorySegment filled(Allocator debug) {
    pairs(debug, 2 * SMALL_BYTES / BLOCK);
    MemorySegment block = debug.allocate(64, 8);
    debug.free(block);
    return block;
  }

  private static void pairs(Allocator debug, long count) {
    for (long i = 0; i < count; i++) {
      debug.free(debug.allocate(64, 8));
    }
  }
}
