package dev.alloc.system;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Hands out what malloc returns, and hands it back to free.
 *
 * @param closed read without ordering: closing is no way to synchronise with calls under way
 * @param overAligned null where aligned_alloc does that work
 */
record SystemAllocator(AtomicBoolean closed, @Nullable OverAlignedBlocks overAligned)
    implements Allocator {
  static final String NAME = "system";

  private static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.THREAD_SAFE,
          Capability.NATIVE,
          Capability.SCOPES,
          Capability.INDIVIDUAL_FREE,
          Capability.IN_PLACE);

  static SystemAllocator open() {
    NativeAccess.probe();
    CFunctions.link();
    return new SystemAllocator(
        new AtomicBoolean(), CLibrary.HAS_ALIGNED_ALLOC ? null : new OverAlignedBlocks());
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    ensureOpen();
    Allocators.checkRequest(this, byteSize, byteAlignment);
    long address =
        byteAlignment <= CLibrary.MALLOC_ALIGNMENT
            ? CLibrary.malloc(Math.max(byteSize, byteAlignment))
            : allocateOverAligned(byteSize, byteAlignment);
    if (address == 0) {
      throw Allocators.outOfMemory(this, byteSize, byteAlignment);
    }
    return segment(address, byteSize);
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    if (byteAlignment > CLibrary.MALLOC_ALIGNMENT) {
      return allocate(byteSize, byteAlignment).fill((byte) 0);
    }
    ensureOpen();
    Allocators.checkRequest(this, byteSize, byteAlignment);
    long address = CLibrary.calloc(Math.max(byteSize, byteAlignment));
    if (address == 0) {
      throw Allocators.outOfMemory(this, byteSize, byteAlignment);
    }
    return segment(address, byteSize);
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    ensureOpen();
    Allocators.checkRequest(this, newByteSize, byteAlignment);
    long address = addressOf(block);
    long byteSize = block.byteSize();
    if (newByteSize == byteSize && (address & (byteAlignment - 1)) == 0) {
      return segment(address, byteSize);
    }
    if (byteAlignment > CLibrary.MALLOC_ALIGNMENT
        || (overAligned != null && overAligned.contains(address))) {
      // Through a segment of our own: the one passed in may be a view that can no longer be read.
      return Allocator.super.reallocate(segment(address, byteSize), newByteSize, byteAlignment);
    }
    long moved = CLibrary.realloc(address, byteSize, Math.max(newByteSize, byteAlignment));
    if (moved == 0) {
      throw Allocators.outOfMemory(this, newByteSize, byteAlignment);
    }
    return segment(moved, newByteSize);
  }

  @Override
  public void free(MemorySegment block) {
    ensureOpen();
    long address = addressOf(block);
    if (overAligned == null || !overAligned.free(address, block.byteSize())) {
      CLibrary.free(address, block.byteSize());
    }
  }

  @Override
  public void reset(long retainBytes) {
    ensureOpen();
    Allocator.super.reset(retainBytes);
  }

  @Override
  public Mark mark() {
    ensureOpen();
    return Allocator.super.mark();
  }

  @Override
  public AllocatorStats stats() {
    ensureOpen();
    return AllocatorStats.unknown();
  }

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long maxAlignment() {
    return CLibrary.MAX_ALIGNMENT;
  }

  @Override
  public long maxByteSize() {
    return CLibrary.MAX_BYTE_SIZE;
  }

  @Override
  public void close() {
    closed.set(true);
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

  private long allocateOverAligned(long byteSize, long byteAlignment) {
    return overAligned == null
        ? CLibrary.alignedAlloc(byteAlignment, byteSize)
        : overAligned.allocate(byteAlignment, byteSize);
  }

  private void ensureOpen() {
    if (closed.getOpaque()) {
      throw new IllegalStateException("system: this allocator is closed");
    }
  }

  /** The address of what may be a block: what certainly is none never reaches the C library. */
  private static long addressOf(MemorySegment block) {
    long address = block.address();
    if (address == 0 || !block.isNative()) {
      throw noBlock(block); // elsewhere, so that this is small enough to be inlined everywhere
    }
    return address;
  }

  private static MemoryFaultException noBlock(MemorySegment segment) {
    return MemoryFaultException.invalidFree(
        NAME,
        segment,
        segment.isNative() ? "MemorySegment.NULL is not a block" : "it is on the Java heap");
  }

  @SuppressWarnings("restricted") // the extent is that of the block the C library has just given
  private static MemorySegment segment(long address, long byteSize) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }
}
