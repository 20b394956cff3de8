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
    return ALL.get(BYTE, address);
  }

  @Override
  void setByte(long address, byte value) {
    ALL.set(BYTE, address, value);
  }

  @Override
  int getInt(long address) {
    return ALL.get(INT, address);
  }

  @Override
  void setInt(long address, int value) {
    ALL.set(INT, address, value);
  }

  @Override
  long getLong(long address) {
    return ALL.get(LONG, address);
  }

  @Override
  void setLong(long address, long value) {
    ALL.set(LONG, address, value);
  }

  @Override
  double getDouble(long address) {
    return ALL.get(DOUBLE, address);
  }

  @Override
  void setDouble(long address, double value) {
    ALL.set(DOUBLE, address, value);
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
      if (ALL.get(BYTE, address + i) != with[offset + i]) {
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
