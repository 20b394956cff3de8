package com.example.nettypooled;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes buffers from Netty's pool and gives them back. */
final class NettyPooledAllocator implements Allocator {
  static final String NAME = "netty-pooled";
  private static final long LARGEST_ALIGNMENT = 1L << 20;

  private final PooledByteBufAllocator pool = PooledByteBufAllocator.DEFAULT;
  private final Map<Long, ByteBuf> buffers = new ConcurrentHashMap<>(); // by address of the block
  private volatile boolean closed;

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    ensureOpen();
    Allocators.checkRequest(this, byteSize, byteAlignment);
    ByteBuf buffer;
    try {
      int room = Math.toIntExact(Math.max(1, byteSize) + byteAlignment - 1);
      buffer = pool.directBuffer(room, room);
    } catch (OutOfMemoryError noRoom) { // its message names neither allocator nor alignment
      OutOfMemoryError refused = Allocators.outOfMemory(this, byteSize, byteAlignment);
      refused.initCause(noRoom);
      throw refused;
    }
    long address = buffer.memoryAddress() + byteAlignment - 1 & -byteAlignment;
    buffers.put(address, buffer);
    return segment(address, byteSize);
  }

  @Override
  public void free(MemorySegment block) {
    ensureOpen();
    if (!block.isNative()) {
      throw MemoryFaultException.invalidFree(NAME, block, "it is on the Java heap");
    }
    ByteBuf buffer = buffers.remove(block.address()); // before the pool hands the address out again
    if (buffer == null) {
      throw MemoryFaultException.invalidFree(NAME, block, "no live block begins there");
    }
    buffer.release();
  }

  @Override
  public AllocatorStats stats() {
    ensureOpen();
    return AllocatorStats.unknown();
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(
        Capability.THREAD_SAFE, Capability.NATIVE, Capability.SCOPES, Capability.INDIVIDUAL_FREE);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long maxAlignment() {
    return LARGEST_ALIGNMENT;
  }

  /** A buffer's size is an int, and has to hold the alignment as well. */
  @Override
  public long maxByteSize() {
    return Integer.MAX_VALUE - LARGEST_ALIGNMENT;
  }

  @Override
  public void close() {
    closed = true;
    buffers.values().removeIf(ByteBuf::release);
  }

  @SuppressWarnings("restricted") // the buffer's memory lives until it is released
  private static MemorySegment segment(long address, long byteSize) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }

  private void ensureOpen() {
    if (closed) {
      throw new IllegalStateException(NAME + ": this allocator is closed");
    }
  }
}
