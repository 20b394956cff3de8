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
 * Hands out what a malloc returns, and hands it back to the free of the same table.
 *
 * <p>Who implements this makes the calls; once the receiver is known, so are they. Sizes and
 * addresses are in bytes; NULL is 0.
 */
interface MallocAllocator extends Allocator {
  /**
   * The largest block served by critical calls, which hold up safepoints: half of what glibc serves
   * from pages of its own at first, so that malloc and free make no system call for one.
   */
  long CRITICAL_MAX = 64 << 10;

  /** Asked of aligned_alloc; its room must be found, so not as large as it could be. */
  long MAX_ALIGNMENT = 1L << 27;

  Set<Capability> CAPABILITIES =
      Set.of(
          Capability.THREAD_SAFE,
          Capability.NATIVE,
          Capability.SCOPES,
          Capability.INDIVIDUAL_FREE,
          Capability.IN_PLACE);

  /** Returns a block of at least that size, or 0; the alignment is at most malloc's own. */
  long malloc(long byteSize, long byteAlignment);

  /** As {@link #malloc}, all bytes zero. */
  long calloc(long byteSize, long byteAlignment);

  /** Moves a block; on 0, it is as it was. The alignment is at most malloc's own. */
  long realloc(long address, long byteSize, long newByteSize, long byteAlignment);

  /** As {@link #malloc}, for any alignment. */
  long alignedAlloc(long byteAlignment, long byteSize);

  /** Gives a block back; its size only chooses the kind of call. */
  void free(long address, long byteSize);

  /** Returns the largest alignment that malloc gives to every block of at least that size. */
  long mallocAlignment();

  /** Returns the functions. */
  NativeFunctions table();

  /** Returns what is not to be given to free as it is; null if all blocks may be. */
  @Nullable OverAlignedBlocks overAligned();

  /** Returns whether this is closed; read without ordering: closing does not synchronise. */
  AtomicBoolean closed();

  /** What aligned_alloc is asked for: from C17 on any size will do, but macOS wants a multiple. */
  static long alignedSize(long byteSize, long byteAlignment) {
    return Math.max((byteSize + byteAlignment - 1) & -byteAlignment, byteAlignment);
  }

  @Override
  default MemorySegment allocate(long byteSize, long byteAlignment) {
    ensureOpen();
    Allocators.checkRequest(this, byteSize, byteAlignment);
    long address =
        byteAlignment <= mallocAlignment()
            ? malloc(byteSize, byteAlignment)
            : alignedAlloc(byteAlignment, byteSize);
    if (address == 0) {
      throw Allocators.outOfMemory(this, byteSize, byteAlignment);
    }
    return segment(address, byteSize);
  }

  @Override
  default MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    if (byteAlignment > mallocAlignment()) {
      return allocate(byteSize, byteAlignment).fill((byte) 0);
    }
    ensureOpen();
    Allocators.checkRequest(this, byteSize, byteAlignment);
    long address = calloc(byteSize, byteAlignment);
    if (address == 0) {
      throw Allocators.outOfMemory(this, byteSize, byteAlignment);
    }
    return segment(address, byteSize);
  }

  @Override
  default MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    ensureOpen();
    Allocators.checkRequest(this, newByteSize, byteAlignment);
    long address = addressOf(this, block);
    long byteSize = block.byteSize();
    if (newByteSize == byteSize && (address & (byteAlignment - 1)) == 0) {
      return segment(address, byteSize);
    }
    OverAlignedBlocks overAligned = overAligned();
    if (byteAlignment > mallocAlignment()
        || (overAligned != null && overAligned.contains(address))) {
      // Through a segment of our own: the one passed in may be a view that can no longer be read.
      return Allocator.super.reallocate(segment(address, byteSize), newByteSize, byteAlignment);
    }
    long moved = realloc(address, byteSize, newByteSize, byteAlignment);
    if (moved == 0) {
      throw Allocators.outOfMemory(this, newByteSize, byteAlignment);
    }
    return segment(moved, newByteSize);
  }

  @Override
  default void free(MemorySegment block) {
    ensureOpen();
    long address = addressOf(this, block);
    OverAlignedBlocks overAligned = overAligned();
    if (overAligned == null || !overAligned.free(this, address, block.byteSize())) {
      free(address, block.byteSize());
    }
  }

  @Override
  default void reset(long retainBytes) {
    ensureOpen();
    Allocator.super.reset(retainBytes);
  }

  @Override
  default Mark mark() {
    ensureOpen();
    return Allocator.super.mark();
  }

  @Override
  default AllocatorStats stats() {
    ensureOpen();
    return AllocatorStats.unknown();
  }

  @Override
  default Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  default long maxAlignment() {
    return MAX_ALIGNMENT;
  }

  @Override
  default void close() {
    closed().set(true);
  }

  private void ensureOpen() {
    if (closed().getOpaque()) {
      throw new IllegalStateException(name() + ": this allocator is closed");
    }
  }

  /** The address of what may be a block: what certainly is none never reaches the C library. */
  private static long addressOf(Allocator allocator, MemorySegment block) {
    long address = block.address();
    if (address == 0 || !block.isNative()) {
      throw noBlock(allocator, block); // elsewhere: small enough to be inlined everywhere
    }
    return address;
  }

  private static MemoryFaultException noBlock(Allocator allocator, MemorySegment segment) {
    return MemoryFaultException.invalidFree(
        allocator.name(),
        segment,
        segment.isNative() ? "MemorySegment.NULL is not a block" : "it is on the Java heap");
  }

  @SuppressWarnings("restricted") // the extent is that of the block malloc has just given
  private static MemorySegment segment(long address, long byteSize) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }
}
