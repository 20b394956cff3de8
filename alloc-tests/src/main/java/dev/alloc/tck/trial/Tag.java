package dev.alloc.tck.trial;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * What a block is filled with, so that another block's bytes in it are recognised: a pattern that
 * differs from that of other tags at nearly every offset.
 */
public record Tag(long value) {
  private static final long CHUNK = 4096; // larger blocks repeat their first chunk
  private static final boolean BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

  /** Returns the n-th tag. */
  public static Tag of(long n) {
    long mixed = (n + 1) * 0x9E37_79B9_7F4A_7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8_FEB8_6659_FD93L;
    return new Tag(mixed ^ (mixed >>> 32));
  }

  /** Writes the pattern over the whole segment. */
  public void fill(MemorySegment segment) {
    long head = Math.min(segment.byteSize(), CHUNK);
    MemorySegment.copy(head(head), 0, segment, 0, head);
    for (long filled = CHUNK; filled < segment.byteSize(); filled *= 2) {
      long length = Math.min(filled, segment.byteSize() - filled);
      MemorySegment.copy(segment, 0, segment, filled, length);
    }
  }

  /** Returns the first offset below {@code byteSize} that does not hold the pattern, or -1. */
  public long firstMismatch(MemorySegment segment, long byteSize) {
    long head = Math.min(byteSize, CHUNK);
    long first = MemorySegment.mismatch(segment, 0, head, head(head), 0, head);
    if (first >= 0) {
      return first;
    }
    if (byteSize <= CHUNK) {
      return -1;
    }
    // all is right up to where the block first differs from itself one chunk earlier
    long offset = MemorySegment.mismatch(segment, CHUNK, byteSize, segment, 0, byteSize - CHUNK);
    return offset < 0 ? -1 : CHUNK + offset;
  }

  /** An array and bulk calls: an interpreter without a compiler takes long over single accesses. */
  private MemorySegment head(long byteSize) {
    long[] words = new long[(int) ((byteSize + Long.BYTES - 1) / Long.BYTES)];
    for (int i = 0; i < words.length; i++) {
      long word = word((long) i * Long.BYTES);
      words[i] = BIG_ENDIAN ? Long.reverseBytes(word) : word;
    }
    return MemorySegment.ofArray(words);
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
