package dev.alloc.tck.emulated;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The emulated memory as blocks that lie end to end from address 0 to {@link #top}.
 *
 * <p>A block starts with a word that holds its size and two flags (it is used; the one before it is
 * used) and, if it is used, a word for what it was asked for. A free block keeps its links behind
 * its first word, and its size once more in its last word, where the block after it finds it. At
 * the top stands the header of a used block of size 0.
 */
final class Tags {
  /** What a block needs for itself before the bytes it holds. */
  static final long HEADER = 16;

  /** All sizes and addresses of blocks are multiples of this. */
  static final long GRANULE = 8;

  /** The smallest block: header, one more link, and the size at the end. */
  static final long SMALLEST = 32;

  private static final long USED = 1;
  private static final long BEFORE_USED = 2;
  private static final long SIZE = -GRANULE;
  private static final int SHIFT_BITS = 3;

  private final MemorySegment memory;
  private long top;

  Tags(MemorySegment memory) {
    this.memory = memory;
    setWord(0, USED | BEFORE_USED);
  }

  long top() {
    return top;
  }

  long size(long block) {
    return word(block) & SIZE;
  }

  boolean isUsed(long block) {
    return (word(block) & USED) != 0;
  }

  boolean isBeforeUsed(long block) {
    return (word(block) & BEFORE_USED) != 0;
  }

  /**
   * Whether there is a block at all, of a size that can be: its header may have been overwritten.
   */
  boolean fits(long block) {
    return block < top && size(block) >= SMALLEST && size(block) <= top - block;
  }

  long after(long block) {
    return block + size(block);
  }

  /** The block before one whose neighbour there is free. */
  long before(long block) {
    return block - footer(block);
  }

  /** The size that is written at the end of a free block, just before this address. */
  long footer(long end) {
    return word(end - GRANULE);
  }

  /** Notes how far behind the header of a used block its bytes begin, and how many there are. */
  void setContents(long block, long shift, long byteSize) {
    setWord(block + 8, byteSize << SHIFT_BITS | shift);
  }

  /** The number of bytes that a used block was asked for, or less than 0 if it is dead. */
  long requested(long block) {
    return word(block + 8) >> SHIFT_BITS;
  }

  long shift(long block) {
    return word(block + 8) & (1 << SHIFT_BITS) - 1;
  }

  /** Notes that a used block is dead and stays where it is. */
  void setDead(long block) {
    setWord(block + 8, -1);
  }

  /** Makes a used block, of which the one after it learns. */
  void setUsed(long block, long size) {
    setWord(block, size | USED | (word(block) & BEFORE_USED));
    setWord(block + size, word(block + size) | BEFORE_USED);
  }

  /** Makes a free block behind a used one; the block after it learns of it. */
  void setFree(long block, long size) {
    setWord(block, size | BEFORE_USED);
    setWord(block + size - GRANULE, size);
    setWord(block + size, word(block + size) & ~BEFORE_USED);
  }

  /** Makes a header that is about to be inside of a free block look like none. */
  void erase(long block) {
    setWord(block, 0);
  }

  /** Cuts a used block into two used blocks and returns the second one. */
  long cut(long block, long size) {
    long rest = block + size;
    setWord(rest, (size(block) - size) | USED | BEFORE_USED);
    setWord(block, size | (word(block) & ~SIZE));
    return rest;
  }

  /** Moves the top up and returns the used block that was put there. */
  long grow(long bytes) {
    long block = top;
    top += bytes;
    setWord(top, USED);
    setUsed(block, bytes);
    return block;
  }

  long next(long block) {
    return word(block + 8);
  }

  void setNext(long block, long next) {
    setWord(block + 8, next);
  }

  long previous(long block) {
    return word(block + 16);
  }

  void setPrevious(long block, long previous) {
    setWord(block + 16, previous);
  }

  private long word(long address) {
    return memory.get(ValueLayout.JAVA_LONG, address);
  }

  private void setWord(long address, long value) {
    memory.set(ValueLayout.JAVA_LONG, address, value);
  }
}
