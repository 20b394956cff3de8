package dev.alloc.junit.scope;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notes the free of a block that a tracking allocator did not give out, and passes it on to where
 * it would have gone without that one. The test fails for it when it ends, and no other one
 * suffers.
 *
 * @param tracking what records the test's own blocks
 * @param upstream the allocator below it
 * @param strays what was passed on
 */
record StrayFrees(Allocator tracking, Allocator upstream, Strays strays) implements Allocator {

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    return tracking.allocate(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    return tracking.allocateZeroed(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    try {
      return tracking.reallocate(block, newByteSize, byteAlignment);
    } catch (MemoryFaultException fault) {
      if (fault.kind() != Kind.INVALID_FREE) {
        throw fault;
      }
      long added = newByteSize - block.byteSize();
      MemorySegment moved = upstream.reallocate(block, newByteSize, byteAlignment);
      strays.add(fault.getStackTrace(), new Balance(0, added));
      return moved;
    }
  }

  @Override
  public void free(MemorySegment block) {
    try {
      tracking.free(block);
    } catch (MemoryFaultException fault) {
      if (fault.kind() != Kind.INVALID_FREE) {
        throw fault;
      }
      long byteSize = block.byteSize();
      upstream.free(block);
      strays.add(fault.getStackTrace(), new Balance(-1, -byteSize));
    }
  }

  @Override
  public void reset(long retainBytes) {
    tracking.reset(retainBytes);
  }

  @Override
  public Mark mark() {
    return tracking.mark();
  }

  @Override
  public void check() {
    tracking.check();
  }

  @Override
  public void resetPeak() {
    tracking.resetPeak();
  }

  @Override
  public Arena confinedArena(boolean zeroed) {
    return tracking.confinedArena(zeroed);
  }

  @Override
  public Arena sharedArena(boolean zeroed) {
    return tracking.sharedArena(zeroed);
  }

  @Override
  public AllocatorStats stats() {
    return tracking.stats();
  }

  @Override
  public Set<Capability> capabilities() {
    EnumSet<Capability> all = EnumSet.copyOf(tracking.capabilities());
    if (!upstream.capabilities().contains(Capability.DETECTS_INVALID_FREE)) {
      all.remove(Capability.DETECTS_INVALID_FREE);
    }
    return Set.copyOf(all);
  }

  @Override
  public String name() {
    return tracking.name();
  }

  @Override
  public long maxAlignment() {
    return tracking.maxAlignment();
  }

  @Override
  public long maxByteSize() {
    return tracking.maxByteSize();
  }

  @Override
  public void close() {
    tracking.close();
  }

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
