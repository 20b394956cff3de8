package dev.alloc.suite.lisp;

import java.lang.foreign.MemorySegment;

/** The array that an allocator on the Java heap cuts its blocks from. */
final class HeapMemory extends Memory {
  private final MemorySegment whole;

  private HeapMemory(MemorySegment whole) {
    this.whole = whole;
  }

  static HeapMemory around(MemorySegment block) {
    Object array =
        block
            .heapBase()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "a block that is neither native nor writable on the heap: " + block));
    return new HeapMemory(
        switch (array) {
          case long[] longs -> MemorySegment.ofArray(longs);
          case int[] ints -> MemorySegment.ofArray(ints);
          case byte[] bytes -> MemorySegment.ofArray(bytes);
          default ->
              throw new IllegalStateException(
                  "blocks in a %s; the interpreter knows long[], int[] and byte[]"
                      .formatted(array.getClass().getSimpleName()));
        });
  }

  @Override
  byte getByte(long address) {
    return (byte) BYTES.get(whole, address);
  }

  @Override
  void setByte(long address, byte value) {
    BYTES.set(whole, address, value);
  }

  @Override
  long getLong(long address) {
    return (long) LONGS.get(whole, address);
  }

  @Override
  void setLong(long address, long value) {
    LONGS.set(whole, address, value);
  }

  @Override
  double getDouble(long address) {
    return (double) DOUBLES.get(whole, address);
  }

  @Override
  void setDouble(long address, double value) {
    DOUBLES.set(whole, address, value);
  }

  @Override
  void copy(long from, long to, long byteSize) {
    MemorySegment.copy(whole, from, whole, to, byteSize);
  }

  @Override
  void write(byte[] from, int offset, int length, long to) {
    MemorySegment.copy(from, offset, whole, BYTE, to, length);
  }

  @Override
  void read(long from, byte[] to, int length) {
    MemorySegment.copy(whole, BYTE, from, to, 0, length);
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
    return whole.asSlice(address, byteSize);
  }
}
