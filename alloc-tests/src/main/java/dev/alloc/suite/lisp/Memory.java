package dev.alloc.suite.lisp;

import dev.alloc.Allocator;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The memory that an allocator's blocks lie in, read and written by address.
 *
 * <p>A value holds the address of its block and not the segment. What the address means is learned
 * from a block: a place in native memory, or an offset into the one array of an allocator on the
 * Java heap. In the second case no restricted method is called.
 */
abstract class Memory {
  static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  Memory() {}

  /** Allocates a block to learn from and frees it. */
  static Memory of(Allocator allocator) {
    MemorySegment block = allocator.allocate(Long.BYTES, Long.BYTES);
    try {
      return block.isNative() ? new NativeMemory() : HeapMemory.around(block);
    } finally {
      allocator.free(block);
    }
  }

  abstract byte getByte(long address);

  abstract void setByte(long address, byte value);

  abstract int getInt(long address);

  abstract void setInt(long address, int value);

  abstract long getLong(long address);

  abstract void setLong(long address, long value);

  abstract double getDouble(long address);

  abstract void setDouble(long address, double value);

  abstract void copy(long from, long to, long byteSize);

  /** Copies from the Java heap. */
  abstract void write(byte[] from, int offset, int length, long to);

  /** Copies to the Java heap. */
  abstract void read(long from, byte[] to, int length);

  /** Compares {@code length} bytes with an array. */
  abstract boolean matches(long address, byte[] with, int offset, int length);

  /** A view of exactly the bytes of a block, to free it by. */
  abstract MemorySegment view(long address, long byteSize);
}
