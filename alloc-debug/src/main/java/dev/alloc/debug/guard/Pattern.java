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

  private static final long MANY = 1L << 10; // from here on the JDK's loop is faster than ours
  private static final int WORD_SHIFT = 3; // bytes of a word, as an exponent
  private static final long STEP = 8 * Long.BYTES;
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
    if (length >= MANY) {
      memory.asSlice(from, length).fill(value);
      return;
    }
    if (length < Long.BYTES) {
      for (long at = from; at < from + length; at++) {
        memory.set(JAVA_BYTE, at, value);
      }
      return;
    }
    long word = word(value);
    int words = (int) (length >>> WORD_SHIFT);
    for (int i = 0; i < words; i++) {
      memory.set(JAVA_LONG_UNALIGNED, from + ((long) i << WORD_SHIFT), word);
    }
    // overlaps the one before, instead of single bytes
    memory.set(JAVA_LONG_UNALIGNED, from + length - Long.BYTES, word);
  }

  /** Returns whether all bytes are the same, for a length of a word to many. */
  static boolean isAll(MemorySegment memory, long from, long length, byte value) {
    long word = word(value);
    int words = (int) (length >>> WORD_SHIFT);
    long difference = memory.get(JAVA_LONG_UNALIGNED, from + length - Long.BYTES) ^ word;
    for (int i = 0; i < words; i++) {
      difference |= memory.get(JAVA_LONG_UNALIGNED, from + ((long) i << WORD_SHIFT)) ^ word;
    }
    return difference == 0;
  }

  /** Returns the offset of the first byte that is another one, or {@link #INTACT}. */
  static long firstOther(MemorySegment memory, long from, long length, byte value) {
    if (length < Long.BYTES) {
      return firstOtherByte(memory, from, length, value);
    }
    if (length < MANY && isAll(memory, from, length, value)) {
      return INTACT;
    }
    long word = word(value);
    long at = from;
    long last = from + length - Long.BYTES;
    for (; at <= last - STEP; at += STEP) {
      if (differs(memory, at, word)) {
        return firstOtherByte(memory, at, STEP, value);
      }
    }
    for (; at < last; at += Long.BYTES) {
      if (memory.get(JAVA_LONG_UNALIGNED, at) != word) {
        return firstOtherByte(memory, at, Long.BYTES, value);
      }
    }
    return memory.get(JAVA_LONG_UNALIGNED, last) == word
        ? INTACT
        : firstOtherByte(memory, last, Long.BYTES, value);
  }

  private static boolean differs(MemorySegment memory, long at, long word) {
    long difference = 0;
    for (long i = 0; i < STEP; i += Long.BYTES) {
      difference |= memory.get(JAVA_LONG_UNALIGNED, at + i) ^ word;
    }
    return difference != 0;
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
