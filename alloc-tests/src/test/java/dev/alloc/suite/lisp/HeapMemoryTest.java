package dev.alloc.suite.lisp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Blocks on the Java heap")
final class HeapMemoryTest {
  private static final int WORDS = 1 << 12;
  private static final byte[] PROGRAM =
      "(define (f n) (if (= n 0) '() (cons (* n 1.5) (f (- n 1))))) (list (f 3) \"end\")"
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[] EXPECTED = "((4.5 3.0 1.5) \"end\")".getBytes(StandardCharsets.UTF_8);

  @Test
  @DisplayName("serve the interpreter as native ones do")
  void programsRunOnTheHeap() {
    Stream.of(
            MemorySegment.ofArray(new long[WORDS]),
            MemorySegment.ofArray(new int[2 * WORDS]),
            MemorySegment.ofArray(new byte[8 * WORDS]))
        .forEach(HeapMemoryTest::runsOn);
  }

  @Test
  @DisplayName("in an array of another kind are refused, with its name")
  void otherArraysAreRefused() {
    try (Allocator allocator = bump(MemorySegment.ofArray(new float[2 * WORDS]))) {
      var refused = assertThrows(IllegalStateException.class, () -> Memory.of(allocator));
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.contains("float[]"), message);
    }
  }

  private static void runsOn(MemorySegment array) {
    try (Allocator allocator = bump(array)) {
      assertInstanceOf(HeapMemory.class, Memory.of(allocator));
      Allocator former = Allocators.use(allocator);
      try {
        Interpreter interpreter = new Interpreter();
        assertNull(interpreter.run(PROGRAM, EXPECTED), array::toString);
        assertEquals(0, interpreter.liveBlocks());
      } finally {
        Allocators.use(former);
      }
    }
  }

  /** Blocks one after the other, from the second word on: no block has the address 0. */
  private static Allocator bump(MemorySegment array) {
    long[] next = {8};
    SegmentAllocator allocate =
        (byteSize, byteAlignment) -> {
          MemorySegment block = array.asSlice(next[0], byteSize);
          next[0] += (byteSize + 7) / 8 * 8;
          return block;
        };
    return Allocators.of(allocate, block -> {});
  }
}
