package dev.alloc;

import java.lang.foreign.MemorySegment;

/** The checks and errors that every allocator's requests have in common. */
final class Requests {

  private Requests() {}

  static void check(Allocator allocator, long byteSize, long byteAlignment) {
    // One branch for all that must not be negative: there is less to compile where this is inlined.
    long signs =
        byteSize
            | (allocator.maxByteSize() - byteSize)
            | (byteAlignment - 1)
            | (allocator.maxAlignment() - byteAlignment);
    if (signs < 0 || (byteAlignment & (byteAlignment - 1)) != 0) {
      throw refused(allocator, byteSize, byteAlignment);
    }
  }

  private static Error refused(Allocator allocator, long byteSize, long byteAlignment) {
    if (byteSize < 0) {
      throw new IllegalArgumentException(
          allocator.name() + ": the size must be 0 or more, not " + byteSize);
    }
    if (byteAlignment <= 0
        || (byteAlignment & (byteAlignment - 1)) != 0
        || byteAlignment > allocator.maxAlignment()) {
      throw badAlignment(allocator, byteAlignment);
    }
    return outOfMemory(allocator, byteSize, byteAlignment);
  }

  static OutOfMemoryError outOfMemory(Allocator allocator, long byteSize, long byteAlignment) {
    return new OutOfMemoryError(
        "%s: cannot provide %d bytes aligned to %d."
            .formatted(allocator.name(), byteSize, byteAlignment));
  }

  /** The error that a block which is {@link MemorySegment#NULL} gets (rule 4.1). */
  static MemoryFaultException nullSegment(Allocator allocator, MemorySegment block) {
    return MemoryFaultException.invalidFree(
        allocator.name(), block, "MemorySegment.NULL is not a block");
  }

  private static IllegalArgumentException badAlignment(Allocator allocator, long byteAlignment) {
    return new IllegalArgumentException(
        "%s: the alignment must be a power of two from 1 to %d, not %d"
            .formatted(allocator.name(), allocator.maxAlignment(), byteAlignment));
  }
}
