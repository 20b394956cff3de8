package dev.alloc.debug;

import static dev.alloc.debug.Misuse.debug;
import static dev.alloc.debug.Misuse.fault;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
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
