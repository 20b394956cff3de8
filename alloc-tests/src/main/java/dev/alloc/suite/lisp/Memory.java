package dev.alloc.suite.lisp;

import dev.alloc.Allocator;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * The memory that an allocator's blocks lie in, read and written by address.
 *
 * <p>A value holds the address of its block and not the segment. What the address means is learned
 * from a block: a place in native memory, or an offset into the one array of an allocator on the
 * Java heap. In the second case no restricted method is called.
 */
abstract class Memory {
  static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  static final VarHandle BYTES = BYTE.varHandle();
  static final VarHandle LONGS = ValueLayout.JAVA_LONG_UNALIGNED.varHandle();
  static final VarHandle DOUBLES = ValueLayout.JAVA_DOUBLE_UNALIGNED.varHandle();

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
