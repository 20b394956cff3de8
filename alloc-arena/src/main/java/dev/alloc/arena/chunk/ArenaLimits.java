package dev.alloc.arena.chunk;

import dev.alloc.Allocator;

/**
 * How large chunks are and how many free ones are kept.
 *
 * @param firstChunkBytes size of a thread's first chunk
 * @param maxChunkBytes size up to which each further chunk doubles
 * @param retainedBytes free memory kept outside of a reset
 * @param leastAlignment what chunks are aligned to
 */
public record ArenaLimits(
    long firstChunkBytes, long maxChunkBytes, long retainedBytes, long leastAlignment) {
  private static final long CACHE_LINE = 64; // two chunks never share one
  private static final int SHARE = 8; // of what the upstream can give at once
  private static final int FIRST_SHARE = 4; // of the largest chunk, on a machine that small
  private static final int RETAINED_CHUNKS = 4;
  private static final int OVERSIZE_SHARE =
      4; // of a chunk: so at most a quarter is lost at its end
  private static final int SIZE_CLASS_SHIFT = 3; // eight size classes between powers of two

  /** The sizes asked for, or what of them the upstream can provide. */
  public static ArenaLimits of(long chunk, long maxChunk, Allocator upstream) {
    long most = Math.max(1, upstream.maxByteSize() / SHARE);
    long max = Math.min(maxChunk, most);
    long first = Math.min(chunk, Math.max(1, most / FIRST_SHARE));
    return new ArenaLimits(
        first, max, RETAINED_CHUNKS * max, Math.min(CACHE_LINE, upstream.maxAlignment()));
  }

  /** The alignment of a chunk in which a block of {@code byteAlignment} is to be the first. */
  public long chunkAlignment(long byteAlignment) {
    return Math.max(byteAlignment, leastAlignment);
  }

  /** The size of the next chunk after one of {@code byteSize} bytes in the same epoch. */
  public long chunkAfter(long byteSize) {
    return Math.clamp(2 * byteSize, firstChunkBytes, maxChunkBytes);
  }

  /** Whether a request that does not fit the present chunk gets a block of its own. */
  public boolean isOversize(long byteSize, long byteAlignment, long nextChunkBytes) {
    long most = nextChunkBytes / OVERSIZE_SHARE;
    return byteSize > most || byteAlignment > most;
  }

  /** Whether a block of its own of this size is worth its chunk. */
  public boolean isFilledBy(long byteSize, Chunk chunk) {
    return byteSize <= chunk.byteSize && byteSize >= chunk.byteSize / OVERSIZE_SHARE;
  }

  /** Whether a chunk that is there is one for a block of this size and alignment. */
  public boolean isFilledBy(long byteSize, Chunk chunk, long byteAlignment) {
    return isFilledBy(byteSize, chunk) && (chunk.base & (byteAlignment - 1)) == 0;
  }

  /** The size from which a block may be one of its own. */
  public long leastOversize() {
    return firstChunkBytes / OVERSIZE_SHARE;
  }

  /** Rounds the size of a block of its own up, so that a later one of about that size fits. */
  long rounded(long byteSize) {
    int shift = Math.max(0, 63 - Long.numberOfLeadingZeros(byteSize | 1) - SIZE_CLASS_SHIFT);
    long step = 1L << shift;
    long up = (byteSize + step - 1) & -step;
    return up < byteSize ? byteSize : up;
  }
}
