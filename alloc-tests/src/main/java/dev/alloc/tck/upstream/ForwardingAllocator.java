package dev.alloc.tck.upstream;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import dev.alloc.Mark;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.Set;

/**
 * Passes every call on; the start of the TCK's instruments and of deliberately wrong allocators.
 *
 * <p>As safe for threads as the allocator below.
 */
public abstract class ForwardingAllocator implements Allocator {
  private final Allocator upstream;

  /**
   * Creates a layer that does nothing.
   *
   * @param upstream the allocator below, closed with this one
   */
  protected ForwardingAllocator(Allocator upstream) {
    this.upstream = Objects.requireNonNull(upstream, "upstream");
  }

  /**
   * Returns the allocator below.
   *
   * @return the allocator below
   */
  public final Allocator upstream() {
    return upstream;
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    return upstream.allocate(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    return upstream.allocateZeroed(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    return upstream.reallocate(block, newByteSize, byteAlignment);
  }

  @Override
  public void free(MemorySegment block) {
    upstream.free(block);
  }

  @Override
  public void reset(long retainBytes) {
    upstream.reset(retainBytes);
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
    return Allocator.super.confinedArena(zeroed); // over this layer, so that it sees the blocks
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

  @Override
  public final String toString() {
    return name();
  }
}
