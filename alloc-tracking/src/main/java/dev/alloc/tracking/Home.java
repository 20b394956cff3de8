package dev.alloc.tracking;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where the blocks of the allocator below are: in native memory, or in one array on the Java heap.
 * An address says nothing without it.
 *
 * @param isNative whether they are in native memory
 * @param example a block of an upstream that may be on the heap
 */
record Home(boolean isNative, AtomicReference<@Nullable MemorySegment> example) {

  Home(boolean isNative) {
    this(isNative, new AtomicReference<>());
  }

  /** Notes one block; all others are where this one is. */
  void sawBlock(MemorySegment block) {
    if (!isNative && example.get() == null) {
      example.set(block);
    }
  }

  /** Whether a segment can be a block. */
  boolean mayHold(MemorySegment segment) {
    return isNative ? segment.isNative() : isLikeExample(segment);
  }

  private boolean isLikeExample(MemorySegment segment) {
    MemorySegment block = example.get();
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
