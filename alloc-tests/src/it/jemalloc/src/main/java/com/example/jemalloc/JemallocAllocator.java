package com.example.jemalloc;

import static org.lwjgl.system.jemalloc.JEmalloc.nje_dallocx;
import static org.lwjgl.system.jemalloc.JEmalloc.nje_mallocx;
import static org.lwjgl.system.jemalloc.JEmalloc.nje_rallocx;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.lwjgl.system.jemalloc.JEmalloc;

/** Calls jemalloc, whose own threads' caches do the work; nothing is shared here. */
final class JemallocAllocator implements Allocator {
  static final String NAME = "jemalloc";
  private static final int ZEROED = JEmalloc.MALLOCX_ZERO;

  private volatile boolean closed;

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    return allocate(byteSize, byteAlignment, 0);
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    return allocate(byteSize, byteAlignment, ZEROED);
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    ensureOpen();
    long address = addressOf(block);
    Allocators.checkRequest(this, newByteSize, byteAlignment);
    long moved = nje_rallocx(address, room(newByteSize), flags(byteAlignment));
    return segment(moved, newByteSize, byteAlignment);
  }

  @Override
  public void free(MemorySegment block) {
    ensureOpen();
    nje_dallocx(addressOf(block), 0);
  }

  @Override
  public AllocatorStats stats() {
    ensureOpen();
    return AllocatorStats.unknown();
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(
        Capability.THREAD_SAFE,
        Capability.NATIVE,
        Capability.SCOPES,
        Capability.INDIVIDUAL_FREE,
        Capability.IN_PLACE);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void close() {
    closed = true;
  }

  private MemorySegment allocate(long byteSize, long byteAlignment, int flags) {
    ensureOpen();
    Allocators.checkRequest(this, byteSize, byteAlignment);
    long address = nje_mallocx(room(byteSize), flags | flags(byteAlignment));
    return segment(address, byteSize, byteAlignment);
  }

  @SuppressWarnings("restricted") // an address from C says nothing of a size
  private MemorySegment segment(long address, long byteSize, long byteAlignment) {
    if (address == 0) {
      throw Allocators.outOfMemory(this, byteSize, byteAlignment);
    }
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }

  /** jemalloc leaves it undefined what a size of 0 gives. */
  private static long room(long byteSize) {
    return Math.max(1, byteSize);
  }

  private static int flags(long byteAlignment) {
    return JEmalloc.MALLOCX_LG_ALIGN(Long.numberOfTrailingZeros(byteAlignment));
  }

  private static long addressOf(MemorySegment block) {
    if (!block.isNative() || block.address() == 0) {
      String why = block.isNative() ? "it is NULL" : "it is on the Java heap";
      throw MemoryFaultException.invalidFree(NAME, block, why);
    }
    return block.address();
  }

  private void ensureOpen() {
    if (closed) {
      throw new IllegalStateException(NAME + ": this allocator is closed");
    }
  }
}
