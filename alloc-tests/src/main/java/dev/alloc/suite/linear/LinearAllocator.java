package dev.alloc.suite.linear;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every live block in one list. The allocator below checks arguments, and refuses when
 * closed.
 */
record LinearAllocator(String name, Set<Capability> capabilities, Allocator upstream, LiveList live)
    implements Allocator {
  static final String NAME = "linear";

  static LinearAllocator over(Allocator upstream) {
    EnumSet<Capability> capabilities = EnumSet.noneOf(Capability.class);
    capabilities.addAll(upstream.capabilities());
    capabilities.add(Capability.COUNTS);
    capabilities.remove(Capability.MARK); // what a rewind frees is not known here
    capabilities.remove(Capability.PEAK); // that of the one below is another layer's
    return new LinearAllocator(
        NAME + '+' + upstream.name(), Set.copyOf(capabilities), upstream, new LiveList());
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    ensureOpen();
    LiveList.Node node = new LiveList.Node(); // first: once there is a block, nothing may fail
    MemorySegment block;
    try {
      block = upstream.allocate(byteSize, byteAlignment);
    } catch (OutOfMemoryError refused) {
      live.failed();
      throw refused;
    }
    live.allocated(node, block);
    return block;
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    ensureOpen();
    LiveList.Node node = new LiveList.Node();
    MemorySegment block;
    try {
      block = upstream.allocateZeroed(byteSize, byteAlignment);
    } catch (OutOfMemoryError refused) {
      live.failed();
      throw refused;
    }
    live.allocated(node, block);
    return block;
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    ensureOpen();
    LiveList.Node node = live.take(name, block);
    MemorySegment moved;
    try {
      moved = upstream.reallocate(block, newByteSize, byteAlignment);
    } catch (RuntimeException | Error failure) {
      live.putBack(node);
      if (failure instanceof OutOfMemoryError) {
        live.failed();
      }
      throw failure;
    }
    live.reallocated(node, moved);
    return moved;
  }

  @Override
  public void free(MemorySegment block) {
    ensureOpen();
    LiveList.Node node = live.take(name, block);
    try {
      upstream.free(block);
    } catch (RuntimeException | Error failure) {
      live.putBack(node);
      throw failure;
    }
    live.freed(node);
  }

  @Override
  public void reset(long retainBytes) {
    ensureOpen();
    upstream.reset(retainBytes);
    live.clear();
  }

  @Override
  public Mark mark() {
    ensureOpen();
    throw new UnsupportedOperationException(
        name + " has no marks: what a rewind frees is not known to it; free block by block");
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

  /** A view over this layer and not over the one below, whose blocks would be in no list. */
  @Override
  public Arena confinedArena(boolean zeroed) {
    return Allocator.super.confinedArena(zeroed);
  }

  /** A view over this layer, as {@link #confinedArena} is. */
  @Override
  public Arena sharedArena(boolean zeroed) {
    return Allocator.super.sharedArena(zeroed);
  }

  /** The blocks are this layer's, the memory they lie in is that of the one below. */
  @Override
  public AllocatorStats stats() {
    ensureOpen();
    return live.stats().withMemoryOf(upstream.stats());
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
    if (live.isClosed()) {
      return;
    }
    MemoryFaultException leak = capabilities.contains(Capability.RESET) ? null : live.leak(name);
    if (leak != null && !capabilities.contains(Capability.DETECTS_LEAK)) {
      throw leak;
    }
    upstream.close(); // one that detects leaks says more of this one
    live.close();
    if (leak != null) {
      throw leak; // it has said nothing
    }
  }

  private void ensureOpen() {
    if (live.isClosed()) {
      throw new IllegalStateException(name + ": this allocator is closed");
    }
  }

  // Two lists of the same blocks are still two allocators.
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
    return name;
  }
}
