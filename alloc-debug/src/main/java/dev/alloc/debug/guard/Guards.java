package dev.alloc.debug.guard;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * The guards of a block and its fillings. Offsets are those from the block's address, negative
 * before it.
 *
 * @param freed the byte that freed blocks are filled with
 */
public record Guards(byte freed) {
  /** Returned if there is no bad byte. */
  public static final long INTACT = Long.MIN_VALUE;

  /** The byte of guards. */
  public static final byte GUARD = Pattern.GUARD;

  private static final long GUARDS = 0xFDFD_FDFD_FDFD_FDFDL;
  private static final int USUAL_SHIFT = 4; // of alignments that need no more than that in front
  private static final long USUAL_FRONT = 1L << USUAL_SHIFT; // bytes
  private static final long LEAST_REAR = 32; // bytes

  /**
   * Surrounds a new block.
   *
   * @param memory all memory, by address
   * @param address the block's address
   * @param byteSize its size
   * @param shift the exponent of its alignment
   */
  public static void build(MemorySegment memory, long address, long byteSize, int shift) {
    if (shift <= USUAL_SHIFT) {
      usual(memory, address, byteSize);
      return;
    }
    long front = Layout.guardedFront(shift);
    Pattern.fill(memory, address - front, front, Pattern.GUARD);
    Pattern.fill(memory, address + byteSize, rear(byteSize, shift), Pattern.GUARD);
  }

  /**
   * Word by word without a loop: 16 bytes before, 32 to 39 behind, the last word twice. Of a slice
   * whose length is a constant the compiler checks the bounds once, not at each word.
   */
  private static void usual(MemorySegment memory, long address, long byteSize) {
    long end = address + byteSize;
    MemorySegment front = memory.asSlice(address - USUAL_FRONT, USUAL_FRONT);
    front.set(JAVA_LONG_UNALIGNED, 0, GUARDS);
    front.set(JAVA_LONG_UNALIGNED, 8, GUARDS);
    MemorySegment rear = memory.asSlice(end, LEAST_REAR);
    rear.set(JAVA_LONG_UNALIGNED, 0, GUARDS);
    rear.set(JAVA_LONG_UNALIGNED, 8, GUARDS);
    rear.set(JAVA_LONG_UNALIGNED, 16, GUARDS);
    rear.set(JAVA_LONG_UNALIGNED, 24, GUARDS);
    memory.set(JAVA_LONG_UNALIGNED, end + rear(byteSize, 0) - 8, GUARDS);
  }

  private static boolean areIntact(MemorySegment memory, long address, long byteSize) {
    long end = address + byteSize;
    MemorySegment front = memory.asSlice(address - USUAL_FRONT, USUAL_FRONT);
    MemorySegment rear = memory.asSlice(end, LEAST_REAR);
    long difference =
        (front.get(JAVA_LONG_UNALIGNED, 0) ^ GUARDS)
            | (front.get(JAVA_LONG_UNALIGNED, 8) ^ GUARDS)
            | (rear.get(JAVA_LONG_UNALIGNED, 0) ^ GUARDS)
            | (rear.get(JAVA_LONG_UNALIGNED, 8) ^ GUARDS)
            | (rear.get(JAVA_LONG_UNALIGNED, 16) ^ GUARDS)
            | (rear.get(JAVA_LONG_UNALIGNED, 24) ^ GUARDS)
            | (memory.get(JAVA_LONG_UNALIGNED, end + rear(byteSize, 0) - 8) ^ GUARDS);
    return difference == 0;
  }

  /**
   * Returns the first byte of the guards that is not as it was.
   *
   * @param memory all memory, by address
   * @param address the block's address
   * @param byteSize its size
   * @param shift the exponent of its alignment
   * @return the offset, or {@link #INTACT}
   */
  public static long firstBad(MemorySegment memory, long address, long byteSize, int shift) {
    return shift <= USUAL_SHIFT && areIntact(memory, address, byteSize)
        ? INTACT
        : searched(memory, address, byteSize, shift);
  }

  private static long searched(MemorySegment memory, long address, long byteSize, int shift) {
    long front = Layout.guardedFront(shift);
    long bad = Pattern.firstOther(memory, address - front, front, Pattern.GUARD);
    if (bad == Pattern.INTACT) {
      bad = Pattern.firstOther(memory, address + byteSize, rear(byteSize, shift), Pattern.GUARD);
    }
    return bad == Pattern.INTACT ? INTACT : bad - address;
  }

  /**
   * Fills a block with what freed ones are filled with.
   *
   * @param memory all memory, by address
   * @param address the block's address
   * @param byteSize its size
   */
  public void fillFreed(MemorySegment memory, long address, long byteSize) {
    Pattern.fill(memory, address, byteSize, freed);
  }

  /**
   * Returns the first byte of a freed block, or else of its guards, that is not as it was.
   *
   * @param memory all memory, by address
   * @param address the block's address
   * @param byteSize its size
   * @param shift the exponent of its alignment
   * @return the offset, or {@link #INTACT}
   */
  public long firstBadFreed(MemorySegment memory, long address, long byteSize, int shift) {
    long bad = Pattern.firstOther(memory, address, byteSize, freed);
    return bad == Pattern.INTACT ? firstBad(memory, address, byteSize, shift) : bad - address;
  }

  /**
   * Returns where what is compared begins.
   *
   * @param shift the exponent of a block's alignment
   * @return the offset
   */
  public static long firstOffset(int shift) {
    return -Layout.guardedFront(shift);
  }

  /**
   * Returns where what is compared ends.
   *
   * @param byteSize a block's size
   * @param shift the exponent of its alignment
   * @return the offset behind the last byte
   */
  public static long endOffset(long byteSize, int shift) {
    return byteSize + rear(byteSize, shift);
  }

  private static long rear(long byteSize, int shift) {
    return Layout.whole(byteSize, shift) - Layout.front(shift) - byteSize;
  }
}
