package dev.alloc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An allocator lent to the wrapper above, which closes this and not the one below (rule 10.3).
 *
 * <p>Once closed it refuses every call: a wrapper may leave it to the allocator below to notice.
 */
record LentAllocator(Allocator upstream, AtomicBoolean closed) implements Allocator {

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    ensureOpen();
    return upstream.allocate(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    ensureOpen();
    return upstream.allocateZeroed(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    ensureOpen();
    return upstream.reallocate(block, newByteSize, byteAlignment);
  }

  @Override
  public void free(MemorySegment block) {
    ensureOpen();
    upstream.free(block);
  }

  @Override
  public void reset(long retainBytes) {
    ensureOpen();
    upstream.reset(retainBytes);
  }

  @Override
  public Mark mark() {
    ensureOpen();
    return upstream.mark();
  }

  @Override
  public void check() {
    ensureOpen();
    upstream.check();
  }

  @Override
  public void resetPeak() {
    ensureOpen();
    upstream.resetPeak();
  }

  @Override
  public Arena confinedArena(boolean zeroed) {
    ensureOpen();
    return upstream.confinedArena(zeroed);
  }

  @Override
  public Arena sharedArena(boolean zeroed) {
    ensureOpen();
    return upstream.sharedArena(zeroed);
  }

  @Override
  public AllocatorStats stats() {
    ensureOpen();
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

  /** Ends the loan; the allocator below stays as it is. */
  @Override
  public void close() {
    closed.set(true);
  }

  private void ensureOpen() {
    if (closed.get()) {
      throw new IllegalStateException(name() + ": this allocator is closed");
    }
  }

  // Two loans of one allocator are closed one by one.
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
