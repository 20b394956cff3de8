package dev.alloc.suite;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import java.lang.foreign.MemorySegment;
import java.util.Set;

/** Does not hand on the free of blocks of one size, so that whoever has one leaks it. */
record LosingAllocator(Allocator upstream, long byteSize) implements Allocator {
  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    return upstream.allocate(byteSize, byteAlignment);
  }

  @Override
  public void free(MemorySegment block) {
    if (block.byteSize() != byteSize) {
      upstream.free(block);
    }
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
    return "losing+" + upstream.name();
  }

  @Override
  public void close() {
    upstream.close();
  }
}
