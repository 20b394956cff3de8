package dev.alloc.tracking.log;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import dev.alloc.Mark;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes down what goes through it; nobody but {@code tracking} is above it. */
record LoggingAllocator(Allocator upstream, BlockLog log) implements Allocator {

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    return logged(upstream.allocate(byteSize, byteAlignment));
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    return logged(upstream.allocateZeroed(byteSize, byteAlignment));
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    long address = block.address();
    long byteSize = block.byteSize();
    log.freed(address); // first: another thread may get the address next
    try {
      return logged(upstream.reallocate(block, newByteSize, byteAlignment));
    } catch (RuntimeException | Error failure) {
      log.allocated(address, byteSize); // it is as it was
      throw failure;
    }
  }

  @Override
  public void free(MemorySegment block) {
    long address = block.address();
    long byteSize = block.byteSize();
    log.freed(address);
    try {
      upstream.free(block);
    } catch (RuntimeException | Error failure) {
      log.allocated(address, byteSize);
      throw failure;
    }
  }

  @Override
  public void reset(long retainBytes) {
    upstream.reset(retainBytes);
    log.reset();
  }

  @Override
  public Mark mark() {
    return upstream.mark();
  }

  @Override
  public void check() {
    upstream.check();
  }

  @Override
  public void resetPeak() {
    upstream.resetPeak();
  }

  @Override
  public Arena confinedArena(boolean zeroed) {
    return Allocator.super.confinedArena(zeroed);
  }

  @Override
  public Arena sharedArena(boolean zeroed) {
    return Allocator.super.sharedArena(zeroed);
  }

  @Override
  public AllocatorStats stats() {
    return upstream.stats();
  }

  @Override
  public Set<Capability> capabilities() {
    return upstream.capabilities();
  }

  @Override
  public String name() {
    return upstream.name();
  }

  @Override
  public long maxAlignment() {
    return upstream.maxAlignment();
  }

  @Override
  public long maxByteSize() {
    return upstream.maxByteSize();
  }

  @Override
  public void close() {
    upstream.close();
  }

  private MemorySegment logged(MemorySegment block) {
    log.allocated(block.address(), block.byteSize());
    return block;
  }

  // Two allocators with the same log are still two allocators.
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
    return name();
  }
}
