package dev.alloc.debug.guard;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** Bytes that are all the same. */
public final class Pattern {
  /** Bytes around a block. */
  public static final byte GUARD = (byte) 0xFD;

  /** Bytes of a block that nobody has written yet. */
  public static final byte FRESH = (byte) 0xCD;

  /** Bytes of a block that was freed. */
  public static final byte FREED = (byte) 0xDD;

  /** Returned if every byte is as it should be. */
  static final long INTACT = -1;

  private static final long STEP = 4 * Long.BYTES;
  private static final long LARGE = 256; // bytes, from which on a bulk comparison is quicker
  private static final long ONES = 0x0101_0101_0101_0101L;

  private Pattern() {}

  /**
   * Fills.
   *
   * @param memory where
   * @param from offset of the first byte
   * @param length how many bytes
   * @param value the byte
   */
  public static void fill(MemorySegment memory, long from, long length, byte value) {
    if (length > 2 * STEP) {
      memory.asSlice(from, length).fill(value);
    } else if (length >= STEP) {
      fillStep(memory, from, word(value));
      fillStep(memory, from + length - STEP, word(value));
    } else {
      fillFew(memory, from, length, value);
    }
  }

  // of a slice whose length is a constant the compiler checks the bounds once, not at each word
  private static void fillStep(MemorySegment memory, long at, long word) {
    MemorySegment step = memory.asSlice(at, STEP);
    step.set(JAVA_LONG_UNALIGNED, 0, word);
    step.set(JAVA_LONG_UNALIGNED, 8, word);
    step.set(JAVA_LONG_UNALIGNED, 16, word);
    step.set(JAVA_LONG_UNALIGNED, 24, word);
  }

  private static void fillFew(MemorySegment memory, long from, long length, byte value) {
    long last = from + length - Long.BYTES;
    if (length < Long.BYTES) {
      for (long at = from; at < from + length; at++) {
        memory.set(JAVA_BYTE, at, value);
      }
    } else {
      for (long at = from; at < last; at += Long.BYTES) {
        memory.set(JAVA_LONG_UNALIGNED, at, word(value));
      }
      memory.set(JAVA_LONG_UNALIGNED, last, word(value));
    }
  }

  /** Returns the offset of the first byte that is another one, or {@link #INTACT}. */
  static long firstOther(MemorySegment memory, long from, long length, byte value) {
    return length >= STEP
            && length <= 2 * STEP
            && (difference(memory, from, word(value))
                    | difference(memory, from + length - STEP, word(value)))
                == 0
        ? INTACT
        : length < LARGE
            ? searched(memory, from, length, value)
            : compared(memory, from, length, value);
  }

  /** Compares each byte with that eight before it: the JVM has vector instructions for that. */
  private static long compared(MemorySegment memory, long from, long length, byte value) {
    if (memory.get(JAVA_LONG_UNALIGNED, from) != word(value)) {
      return firstOtherByte(memory, from, Long.BYTES, value);
    }
    long second = from + Long.BYTES;
    long end = from + length;
    long equal = MemorySegment.mismatch(memory, from, end - Long.BYTES, memory, second, end);
    return equal < 0 ? INTACT : second + equal;
  }

  private static long searched(MemorySegment memory, long from, long length, byte value) {
    long end = from + length;
    long at = from;
    while (at <= end - STEP && difference(memory, at, word(value)) == 0) {
      at += STEP;
    }
    while (at <= end - Long.BYTES && memory.get(JAVA_LONG_UNALIGNED, at) == word(value)) {
      at += Long.BYTES;
    }
    return firstOtherByte(memory, at, end - at, value);
  }

  /** Returns 0 if all bytes of a step are as in the word. */
  private static long difference(MemorySegment memory, long at, long word) {
    MemorySegment step = memory.asSlice(at, STEP);
    return (step.get(JAVA_LONG_UNALIGNED, 0) ^ word)
        | (step.get(JAVA_LONG_UNALIGNED, 8) ^ word)
        | (step.get(JAVA_LONG_UNALIGNED, 16) ^ word)
        | (step.get(JAVA_LONG_UNALIGNED, 24) ^ word);
  }

  private static long firstOtherByte(MemorySegment memory, long from, long length, byte value) {
    for (long at = from; at < from + length; at++) {
      if (memory.get(JAVA_BYTE, at) != value) {
        return at;
      }
    }
    return INTACT;
  }

  private static long word(byte value) {
    return (value & 0xFF) * ONES;
  }
}
