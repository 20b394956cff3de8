package dev.alloc.system;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The malloc and free of the C library.
 *
 * @param overAligned null where aligned_alloc does that work
 */
record SystemAllocator(AtomicBoolean closed, @Nullable OverAlignedBlocks overAligned)
    implements MallocAllocator {
  static final String NAME = "system";

  static {
    // HotSpot inlines no method with a type that it has not loaded, which is never needed here.
    Objects.requireNonNull(OverAlignedBlocks.class);
  }

  static SystemAllocator open() {
    NativeAccess.probe();
    CFunctions.link();
    return new SystemAllocator(
        new AtomicBoolean(), CLibrary.HAS_ALIGNED_ALLOC ? null : new OverAlignedBlocks());
  }

  @Override
  public long malloc(long byteSize, long byteAlignment) {
    return CLibrary.malloc(Math.max(byteSize, byteAlignment));
  }

  @Override
  public long calloc(long byteSize, long byteAlignment) {
    return CLibrary.calloc(Math.max(byteSize, byteAlignment));
  }

  @Override
  public long realloc(long address, long byteSize, long newByteSize, long byteAlignment) {
    return CLibrary.realloc(address, byteSize, Math.max(newByteSize, byteAlignment));
  }

  @Override
  public long alignedAlloc(long byteAlignment, long byteSize) {
    return overAligned == null
        ? CLibrary.alignedAlloc(byteAlignment, byteSize)
        : overAligned.allocate(this, byteAlignment, byteSize);
  }

  @Override
  public void free(long address, long byteSize) {
    CLibrary.free(address, byteSize);
  }

  @Override
  public long mallocAlignment() {
    return CLibrary.MALLOC_ALIGNMENT;
  }

  @Override
  public NativeFunctions table() {
    return NativeFunctions.ofCLibrary();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long maxByteSize() {
    return CLibrary.MAX_BYTE_SIZE;
  }

  // Two allocators of one C library are still two allocators.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return NAME;
  }
}
