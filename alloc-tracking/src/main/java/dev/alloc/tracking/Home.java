package dev.alloc.tracking;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Where the blocks of the allocator below are: in native memory, or in one array on the Java heap.
 * An address says nothing without it.
 */
final class Home {
  private final boolean isNative;
  private volatile @Nullable MemorySegment example; // of an upstream that may be on the heap

  Home(boolean isNative) {
    this.isNative = isNative;
  }

  /** Notes one block; all others are where this one is. */
  void sawBlock(MemorySegment block) {
    if (!isNative && example == null) {
      example = block;
    }
  }

  /** Whether a segment can be a block. */
  boolean mayHold(MemorySegment segment) {
    if (isNative) {
      return segment.isNative();
    }
    MemorySegment block = example;
    return block != null && segment.isNative() == block.isNative() && isSameArray(segment, block);
  }

  /** The array of a read-only segment is not told; then the address has to do. */
  @SuppressWarnings("ReferenceEquality") // two arrays with the same contents are two arrays
  private static boolean isSameArray(MemorySegment segment, MemorySegment block) {
    return segment.heapBase().isEmpty()
        || block.heapBase().isEmpty()
        || segment.heapBase().get() == block.heapBase().get();
  }
}
