package dev.alloc.tck.diagnostics;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/** Memory beyond a block, or after it was freed: what a stray pointer reaches. */
final class RawMemory {

  private RawMemory() {}

  /** Reads the byte at an offset from a block's address, which may be outside of the block. */
  static byte get(MemorySegment block, long offset) {
    return at(block, offset).get(JAVA_BYTE, 0);
  }

  /** Changes that byte to another value. */
  static void disturb(MemorySegment block, long offset) {
    MemorySegment at = at(block, offset);
    at.set(JAVA_BYTE, 0, (byte) ~at.get(JAVA_BYTE, 0));
  }

  @SuppressWarnings("restricted") // reaching beyond the block is what the rules are about
  private static MemorySegment at(MemorySegment block, long offset) {
    long address = block.address() + offset;
    return block.isNative()
        ? MemorySegment.ofAddress(address).reinterpret(1)
        : array(block.heapBase().orElseThrow()).asSlice(address, 1);
  }

  private static MemorySegment array(Object array) {
    return switch (array) {
      case byte[] bytes -> MemorySegment.ofArray(bytes);
      case int[] ints -> MemorySegment.ofArray(ints);
      case long[] longs -> MemorySegment.ofArray(longs);
      default -> throw new IllegalArgumentException("blocks in a " + array.getClass());
    };
  }
}
