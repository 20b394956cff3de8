package dev.alloc.tck.selftest;

import java.lang.foreign.MemorySegment;

/** Where the next block of a pool's chunk goes. Guarded by the pool's lock. */
class Cursor {
  static final Cursor NONE = new Cursor(MemorySegment.NULL);

  final MemorySegment chunk;
  private final long end;
  private long floor; // blocks below it stay as they are
  long position;

  Cursor(MemorySegment chunk) {
    this.chunk = chunk;
    this.end = chunk.address() + chunk.byteSize();
    this.floor = chunk.address();
    this.position = chunk.address();
  }

  /** A copy, for a mark. */
  Cursor(Cursor other) {
    this(other.chunk);
    this.floor = other.floor;
    this.position = other.position;
  }

  /** Returns the address of a new block, or 0 if it does not fit. */
  long bump(long byteSize, long byteAlignment) {
    long start = Math.ceilDiv(position, byteAlignment) * byteAlignment;
    if (Math.max(byteSize, 1) > end - start) {
      return 0;
    }
    position = start + Math.max(byteSize, 1);
    return start;
  }

  boolean freeLast(long address, long byteSize) {
    boolean last = isLast(address, byteSize);
    position = last ? address : position;
    return last;
  }

  boolean resizeLast(long address, long byteSize, long newByteSize) {
    boolean resized = isLast(address, byteSize) && Math.max(newByteSize, 1) <= end - address;
    position = resized ? address + Math.max(newByteSize, 1) : position;
    return resized;
  }

  /** Leaves the blocks that are here to those who made them before a mark. */
  void protect() {
    floor = position;
  }

  private boolean isLast(long address, long byteSize) {
    return address >= floor && address + Math.max(byteSize, 1) == position;
  }
}
