package dev.alloc.system;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Blocks aligned beyond malloc's own alignment, where there is no aligned_alloc: cut from a larger
 * block whose address is remembered.
 */
final class OverAlignedBlocks {
  private final ConcurrentHashMap<Long, Long> beginnings = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger(); // lets a free look no further

  /** Returns the address of a block, or 0; the sum of the sizes must not overflow. */
  long allocate(MallocAllocator functions, long byteAlignment, long byteSize) {
    long beginning = functions.malloc(byteSize + byteAlignment, 1);
    if (beginning == 0) {
      return 0;
    }
    long address = (beginning + byteAlignment - 1) & -byteAlignment;
    try {
      beginnings.put(address, beginning);
    } catch (OutOfMemoryError noRecord) {
      functions.free(beginning, byteSize + byteAlignment);
      throw noRecord;
    }
    count.incrementAndGet();
    return address;
  }

  /** Frees the block if it is one of these, and says whether it was. */
  boolean free(MallocAllocator functions, long address, long byteSize) {
    if (count.get() == 0) {
      return false;
    }
    @Nullable Long beginning = beginnings.remove(address); // first: the address may come back
    if (beginning == null) {
      return false;
    }
    count.decrementAndGet();
    functions.free(beginning, byteSize);
    return true;
  }

  boolean contains(long address) {
    return count.get() != 0 && beginnings.containsKey(address);
  }
}
