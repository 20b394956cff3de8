package dev.alloc.junit.scope;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import dev.alloc.tck.upstream.ForwardingAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Set;

/**
 * Notes the free of a block that a tracking allocator did not give out, and passes it on to where
 * it would have gone without that one. The test fails for it when it ends, and no other one
 * suffers.
 */
final class StrayFrees extends ForwardingAllocator {
  private final Allocator untracked;
  private final Strays strays;

  /**
   * Creates it.
   *
   * @param tracking what records the test's own blocks
   * @param untracked the allocator below that
   * @param strays told of what was passed on
   */
  StrayFrees(Allocator tracking, Allocator untracked, Strays strays) {
    super(tracking);
    this.untracked = untracked;
    this.strays = strays;
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    try {
      return super.reallocate(block, newByteSize, byteAlignment);
    } catch (MemoryFaultException fault) {
      if (fault.kind() != Kind.INVALID_FREE) {
        throw fault;
      }
      long added = newByteSize - block.byteSize();
      MemorySegment moved = untracked.reallocate(block, newByteSize, byteAlignment);
      strays.add(fault.getStackTrace(), new Balance(0, added));
      return moved;
    }
  }

  @Override
  public void free(MemorySegment block) {
    try {
      super.free(block);
    } catch (MemoryFaultException fault) {
      if (fault.kind() != Kind.INVALID_FREE) {
        throw fault;
      }
      long byteSize = block.byteSize();
      untracked.free(block);
      strays.add(fault.getStackTrace(), new Balance(-1, -byteSize));
    }
  }

  @Override
  public Arena confinedArena(boolean zeroed) {
    return upstream().confinedArena(zeroed); // it frees nothing that it did not allocate
  }

  @Override
  public Arena sharedArena(boolean zeroed) {
    return upstream().sharedArena(zeroed);
  }

  @Override
  public Set<Capability> capabilities() {
    EnumSet<Capability> all = EnumSet.copyOf(super.capabilities());
    if (!untracked.capabilities().contains(Capability.DETECTS_INVALID_FREE)) {
      all.remove(Capability.DETECTS_INVALID_FREE);
    }
    return Set.copyOf(all);
  }
}
