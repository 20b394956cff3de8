package dev.alloc.counting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The layout of cells in one array of words: each holds the counts of one thread, which it alone
 * writes, or of many.
 *
 * <p>The owner of a cell adds by plain instructions, the cheapest there are; to a cell that nobody
 * owns, threads add atomically. Frees come after a release fence and are loaded with acquire: who
 * sees a free counted sees the allocation of that block counted. (On a 32-bit JVM a plain long is
 * stored in halves: a snapshot taken just then may be off by 4 GiB of bytes; once quiet it is not.)
 *
 * <p>One array and not an object a cell: the JIT takes the array for a constant, so that finding a
 * cell is arithmetic and no load.
 */
final class Cells {
  /** Words from one cell to the next: 128 bytes, for processors fetch cache lines in pairs. */
  static final int WORDS = 16;

  // Words within a cell.
  static final int OWNER = 0; // the id of the thread that owns it, or 0
  private static final int ALLOCATIONS = 1;
  private static final int ALLOCATED_BYTES = 2;
  private static final int FREES = 3;
  private static final int FREED_BYTES = 4;
  private static final int REALLOCATIONS = 5;

  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  private Cells() {}

  static void allocated(long[] words, int cell, long byteSize) {
    words[cell + ALLOCATED_BYTES] += byteSize;
    words[cell + ALLOCATIONS]++;
  }

  static void freed(long[] words, int cell, long byteSize) {
    VarHandle.releaseFence();
    words[cell + FREED_BYTES] += byteSize;
    words[cell + FREES]++;
  }

  static void reallocated(long[] words, int cell, long byteSize, long newByteSize) {
    VarHandle.releaseFence();
    if (newByteSize >= byteSize) {
      words[cell + ALLOCATED_BYTES] += newByteSize - byteSize;
    } else {
      words[cell + FREED_BYTES] += byteSize - newByteSize;
    }
    words[cell + REALLOCATIONS]++;
  }

  static void allocatedShared(long[] words, int cell, long byteSize) {
    WORD.getAndAdd(words, cell + ALLOCATED_BYTES, byteSize);
    WORD.getAndAdd(words, cell + ALLOCATIONS, 1L);
  }

  static void freedShared(long[] words, int cell, long blocks, long byteSize) {
    WORD.getAndAdd(words, cell + FREED_BYTES, byteSize);
    WORD.getAndAdd(words, cell + FREES, blocks);
  }

  static void reallocatedShared(long[] words, int cell, long byteSize, long newByteSize) {
    if (newByteSize >= byteSize) {
      WORD.getAndAdd(words, cell + ALLOCATED_BYTES, newByteSize - byteSize);
    } else {
      WORD.getAndAdd(words, cell + FREED_BYTES, byteSize - newByteSize);
    }
    WORD.getAndAdd(words, cell + REALLOCATIONS, 1L);
  }

  static Counts frees(long[] words, int cell) {
    return new Counts(0, 0, get(words, cell + FREES), get(words, cell + FREED_BYTES), 0);
  }

  static Counts allocations(long[] words, int cell) {
    return new Counts(
        get(words, cell + ALLOCATIONS),
        get(words, cell + ALLOCATED_BYTES),
        0,
        0,
        get(words, cell + REALLOCATIONS));
  }

  private static long get(long[] words, int index) {
    return (long) WORD.getAcquire(words, index);
  }
}
