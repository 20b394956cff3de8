package dev.alloc.suite.lisp;

import java.lang.foreign.MemorySegment;

/** Native memory, all of it, through one segment that the compiler knows to be constant. */
final class NativeMemory extends Memory {
  private static final MemorySegment ALL = all();

  @SuppressWarnings("restricted") // values are addresses; only blocks of the allocator are touched
  private static MemorySegment all() {
    return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  }

  @Override
  byte getByte(long address) {
    return (byte) BYTES.get(ALL, address);
  }

  @Override
  void setByte(long address, byte value) {
    BYTES.set(ALL, address, value);
  }

  @Override
  long getLong(long address) {
    return (long) LONGS.get(ALL, address);
  }

  @Override
  void setLong(long address, long value) {
    LONGS.set(ALL, address, value);
  }

  @Override
  double getDouble(long address) {
    return (double) DOUBLES.get(ALL, address);
  }

  @Override
  void setDouble(long address, double value) {
    DOUBLES.set(ALL, address, value);
  }

  @Override
  void copy(long from, long to, long byteSize) {
    MemorySegment.copy(ALL, from, ALL, to, byteSize);
  }

  @Override
  void write(byte[] from, int offset, int length, long to) {
    MemorySegment.copy(from, offset, ALL, BYTE, to, length);
  }

  @Override
  void read(long from, byte[] to, int length) {
    MemorySegment.copy(ALL, BYTE, from, to, 0, length);
  }

  @Override
  boolean matches(long address, byte[] with, int offset, int length) {
    for (int i = 0; i < length; i++) {
      if (getByte(address + i) != with[offset + i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  MemorySegment view(long address, long byteSize) {
    return ALL.asSlice(address, byteSize);
  }
}
