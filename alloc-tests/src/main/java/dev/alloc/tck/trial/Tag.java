package dev.alloc.tck.trial;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * What a block is filled with, so that another block's bytes in it are recognised: a pattern that
 * differs from that of other tags at nearly every offset.
 */
public record Tag(long value) {
  private static final long CHUNK = 4096; // larger blocks repeat their first chunk
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Returns the n-th tag. */
  public static Tag of(long n) {
    long mixed = (n + 1) * 0x9E37_79B9_7F4A_7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8_FEB8_6659_FD93L;
    return new Tag(mixed ^ (mixed >>> 32));
  }

  /** Writes the pattern over the whole segment. */
  public void fill(MemorySegment segment) {
    long head = Math.min(segment.byteSize(), CHUNK);
    long words = head & -Long.BYTES;
    for (long i = 0; i < words; i += Long.BYTES) {
      segment.set(WORD, i, word(i));
    }
    for (long i = words; i < head; i++) {
      segment.set(JAVA_BYTE, i, at(i));
    }
    for (long i = CHUNK; i < segment.byteSize(); i += CHUNK) {
      MemorySegment.copy(segment, 0, segment, i, Math.min(CHUNK, segment.byteSize() - i));
    }
  }

  /** Returns the first offset below {@code byteSize} that does not hold the pattern, or -1. */
  public long firstMismatch(MemorySegment segment, long byteSize) {
    long head = Math.min(byteSize, CHUNK);
    long i = 0;
    while (i + Long.BYTES <= head && segment.get(WORD, i) == word(i)) {
      i += Long.BYTES;
    }
    for (; i < head; i++) {
      if (segment.get(JAVA_BYTE, i) != at(i)) {
        return i;
      }
    }
    for (long from = CHUNK; from < byteSize; from += CHUNK) {
      long length = Math.min(CHUNK, byteSize - from);
      long offset = MemorySegment.mismatch(segment, from, from + length, segment, 0, length);
      if (offset >= 0) {
        return from + offset;
      }
    }
    return -1;
  }

  /** Returns the byte that belongs at an offset. */
  public byte at(long offset) {
    long inChunk = offset % CHUNK;
    return (byte) (word(inChunk & -Long.BYTES) >>> (Byte.SIZE * (inChunk % Long.BYTES)));
  }

  private long word(long offset) {
    return value + offset * 0x0101_0101_0101_0101L;
  }
}
