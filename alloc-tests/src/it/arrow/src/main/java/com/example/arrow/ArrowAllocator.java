package com.example.arrow;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;

/** Takes buffers from Arrow and gives them back. */
final class ArrowAllocator implements Allocator {
  static final String NAME = "arrow";
  private static final long LARGEST_ALIGNMENT = 1L << 20;
  private static final long LARGEST_SIZE = 1L << 40; // twice that is still a size to Arrow

  private final BufferAllocator root;
  private final Map<Long, ArrowBuf> buffers = new ConcurrentHashMap<>(); // by address of the block
  private volatile boolean closed;

  ArrowAllocator(BufferAllocator root) {
    this.root = root;
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    ensureOpen();
    Allocators.checkRequest(this, byteSize, byteAlignment);
    ArrowBuf buffer;
    try {
      buffer = root.buffer(Math.max(1, byteSize) + byteAlignment - 1);
    } catch (OutOfMemoryException | OutOfMemoryError noRoom) { // Arrow's is no Error
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
    ArrowBuf buffer = buffers.remove(block.address()); // before Arrow hands the address out again
    if (buffer == null) {
      throw MemoryFaultException.invalidFree(NAME, block, "no live block begins there");
    }
    buffer.close();
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

  @Override
  public long maxByteSize() {
    return LARGEST_SIZE;
  }

  /** Arrow refuses to close over buffers that are not; those left over go first. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      buffers.values().forEach(ArrowBuf::close);
      root.close();
    }
  }

  @SuppressWarnings("restricted") // the buffer's memory lives until it is closed
  private static MemorySegment segment(long address, long byteSize) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }

  private void ensureOpen() {
    if (closed) {
      throw new IllegalStateException(NAME + ": this allocator is closed");
    }
  }
}
