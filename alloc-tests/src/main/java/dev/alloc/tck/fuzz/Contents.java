package dev.alloc.tck.fuzz;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/**
 * What blocks are filled with: stretches of one array of random bytes, by number. Two blocks that
 * overlap differ from what they must hold, unless they were given the same number.
 */
final class Contents {
  private static final int LARGEST = 1 << 21; // sizes next to 2^20 among them
  private static final int APART = 31; // so that stretches begin at any alignment
  private static final int NUMBERS = 1 << 12;
  private static final MemorySegment BYTES =
      MemorySegment.ofArray(random(LARGEST + NUMBERS * APART));
  private static final MemorySegment ZEROS = MemorySegment.ofArray(new byte[LARGEST]);

  private Contents() {}

  static void write(MemorySegment block, int number) {
    MemorySegment.copy(BYTES, from(number), block, 0, block.byteSize());
  }

  /** The first byte that differs from what was written, or -1. */
  static long mismatch(MemorySegment block, long length, int number) {
    long from = from(number);
    return MemorySegment.mismatch(block, 0, length, BYTES, from, from + length);
  }

  /** The first byte that is not zero, or -1. */
  static long notZero(MemorySegment block) {
    return MemorySegment.mismatch(block, 0, block.byteSize(), ZEROS, 0, block.byteSize());
  }

  static byte expected(int number, long offset) {
    return BYTES.get(ValueLayout.JAVA_BYTE, from(number) + offset);
  }

  private static long from(int number) {
    return (long) number * APART;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(20).nextBytes(bytes);
    return bytes;
  }
}
