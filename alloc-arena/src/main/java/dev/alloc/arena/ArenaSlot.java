package dev.alloc.arena;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * The memory that one arena at a time cuts its blocks off. A slot keeps its first chunk from arena
 * to arena, so opening one means taking a slot from a stack. Not thread safe.
 */
final class ArenaSlot {
  private static final long FIRST_ZEROED = 64; // then twice as much: many small fills cost more
  private static final long FEW_WORDS = 64; // up to here a loop is faster than the call of a stub

  final Tally tally = new Tally();

  @Nullable Chunk chunk; // the newest, older ones behind it
  private MemorySegment memory = MemorySegment.NULL;
  private long base;
  private long position;
  private long limit;
  private long zeroedTo; // up to here the chunk is zero or in use
  private long dirtyEnd; // from here on the chunk is zero
  private boolean reusable;

  /** Cuts off a block; null if it does not fit. */
  @Nullable MemorySegment bump(
      long byteSize, long byteAlignment, long maxAlignment, boolean zeroed) {
    long start = (position + byteAlignment - 1) & -byteAlignment;
    if (byteSize < 0
        || Math.max(byteSize, 1) > limit - start
        || (byteAlignment & (byteAlignment - 1)) != 0
        || Long.compareUnsigned(byteAlignment - 1, maxAlignment) >= 0) {
      return null;
    }
    position = start + Math.max(byteSize, 1);
    if (zeroed && position > zeroedTo) {
      zero();
    }
    tally.allocated(byteSize);
    return memory.asSlice(start - base, byteSize);
  }

  /** Goes on in a new chunk, with the present one behind it. */
  void install(Chunk next, boolean isFirstSize) {
    settle();
    reusable = isFirstSize && chunk == null;
    next.previous = chunk;
    chunk = next;
    memory = next.block;
    base = next.base;
    position = base;
    limit = next.end();
    zeroedTo = base;
    dirtyEnd = base + next.dirtyBytes;
  }

  /** Puts a chunk that one block fills behind the present one, which goes on. */
  void addBehind(Chunk own, long byteSize) {
    own.dirtyBytes = own.byteSize;
    reusable = false;
    if (chunk == null) {
      chunk = own;
    } else {
      own.previous = chunk.previous;
      chunk.previous = own;
    }
    tally.allocated(byteSize);
  }

  /** Whether the next arena can start in the one chunk that is here. */
  boolean isReusable() {
    return reusable;
  }

  /** Starts again in the chunk that is here. */
  void rewind() {
    boolean allZeroBehind = zeroedTo >= dirtyEnd;
    dirtyEnd = allZeroBehind ? position : Math.max(dirtyEnd, position);
    position = base;
    zeroedTo = base;
  }

  /** Hands over all chunks. */
  @Nullable Chunk takeChunks() {
    settle();
    Chunk newest = chunk;
    chunk = null;
    memory = MemorySegment.NULL;
    position = 0;
    limit = 0;
    return newest;
  }

  /** Writes down what of the present chunk is dirty now. */
  private void settle() {
    if (chunk != null && limit != 0) {
      rewind();
      chunk.dirtyBytes = dirtyEnd - base;
    }
  }

  private void zero() {
    long ahead = Math.max(2 * (zeroedTo - base), FIRST_ZEROED);
    long to = Math.min(limit, Math.max(position, base + ahead));
    long from = zeroedTo - base;
    long dirty = Math.min(to, dirtyEnd) - zeroedTo;
    if (dirty == FEW_WORDS) {
      zeroLine(memory.asSlice(from, FEW_WORDS));
    } else if (dirty > 0) {
      memory.asSlice(from, dirty).fill((byte) 0);
    }
    zeroedTo = to;
  }

  // Written out: a loop would keep the compiler from seeing that nothing else holds the segment.
  private static void zeroLine(MemorySegment line) {
    line.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, 0);
    line.set(ValueLayout.JAVA_LONG_UNALIGNED, 8, 0);
    line.set(ValueLayout.JAVA_LONG_UNALIGNED, 16, 0);
    line.set(ValueLayout.JAVA_LONG_UNALIGNED, 24, 0);
    line.set(ValueLayout.JAVA_LONG_UNALIGNED, 32, 0);
    line.set(ValueLayout.JAVA_LONG_UNALIGNED, 40, 0);
    line.set(ValueLayout.JAVA_LONG_UNALIGNED, 48, 0);
    line.set(ValueLayout.JAVA_LONG_UNALIGNED, 56, 0);
  }
}
