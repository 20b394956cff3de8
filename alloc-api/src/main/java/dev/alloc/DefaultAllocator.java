package dev.alloc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;

/**
 * Stands for the global allocator before it was first used: what {@link Allocators#use} returns
 * when there was none, so that the former state can be restored and nothing is created for that.
 */
record DefaultAllocator() implements Allocator {

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    return created().allocate(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    return created().allocateZeroed(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    return created().reallocate(block, newByteSize, byteAlignment);
  }

  @Override
  public void free(MemorySegment block) {
    created().free(block);
  }

  @Override
  public void reset(long retainBytes) {
    created().reset(retainBytes);
  }

  @Override
  public Mark mark() {
    return created().mark();
  }

  @Override
  public void check() {
    created().check();
  }

  @Override
  public void resetPeak() {
    created().resetPeak();
  }

  @Override
  public Arena confinedArena(boolean zeroed) {
    return created().confinedArena(zeroed);
  }

  @Override
  public Arena sharedArena(boolean zeroed) {
    return created().sharedArena(zeroed);
  }

  @Override
  public AllocatorStats stats() {
    return created().stats();
  }

  @Override
  public Set<Capability> capabilities() {
    return created().capabilities();
  }

  @Override
  public String name() {
    return created().name();
  }

  @Override
  public long maxAlignment() {
    return created().maxAlignment();
  }

  @Override
  public long maxByteSize() {
    return created().maxByteSize();
  }

  /** Does nothing: this is no allocator of its own. */
  @Override
  public void close() {}

  private static Allocator created() {
    return Selected.allocator();
  }
}
