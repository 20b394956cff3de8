package dev.alloc.tracking.site;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts of one thread by plain instructions, or of many by atomic ones. Frees come after a release
 * fence and are read with acquire: who sees a free counted sees the allocation of that block.
 */
@SuppressWarnings("UnusedVariable") // read through handles
class Tally {
  private static final VarHandle ALLOCATIONS = field("allocations");
  private static final VarHandle ALLOCATED_BYTES = field("allocatedBytes");
  private static final VarHandle FREES = field("frees");
  private static final VarHandle FREED_BYTES = field("freedBytes");
  private static final VarHandle REALLOCATIONS = field("reallocations");
  private static final VarHandle TEMPORARY_BLOCKS = field("temporaryBlocks");
  private static final VarHandle TEMPORARY_BYTES = field("temporaryBytes");

  // Nobody else reads or writes within 64 bytes: the object before may be another thread's.
  long padding1;
  long padding2;
  long padding3;
  long padding4;
  long padding5;
  long padding6;
  long padding7;

  private long allocations;
  private long allocatedBytes;
  private long frees;
  private long freedBytes;
  private long reallocations;
  private long temporaryBlocks;
  private long temporaryBytes;

  void allocated(long blocks, long bytes) {
    allocatedBytes += bytes;
    allocations += blocks;
  }

  void allocatedShared(long blocks, long bytes) {
    ALLOCATED_BYTES.getAndAdd(this, bytes);
    ALLOCATIONS.getAndAdd(this, blocks);
  }

  void freed(long blocks, long bytes) {
    VarHandle.releaseFence();
    freedBytes += bytes;
    frees += blocks;
  }

  void freedShared(long blocks, long bytes) {
    FREED_BYTES.getAndAdd(this, bytes);
    FREES.getAndAdd(this, blocks);
  }

  void temporary(long blocks, long bytes) {
    temporaryBytes += bytes;
    temporaryBlocks += blocks;
  }

  void reallocatedShared(long added) {
    if (added >= 0) {
      ALLOCATED_BYTES.getAndAdd(this, added);
    } else {
      FREED_BYTES.getAndAdd(this, -added);
    }
    REALLOCATIONS.getAndAdd(this, 1L);
  }

  void reallocated(long added) {
    VarHandle.releaseFence();
    if (added >= 0) {
      allocatedBytes += added;
    } else {
      freedBytes -= added;
    }
    reallocations++;
  }

  long liveBytes() {
    return (long) ALLOCATED_BYTES.getOpaque(this) - (long) FREED_BYTES.getOpaque(this);
  }

  Usage frees() {
    long blocks = (long) FREES.getAcquire(this);
    long bytes = (long) FREED_BYTES.getAcquire(this);
    return new Usage(0, 0, blocks, bytes, 0, 0, 0, 0);
  }

  Usage allocations() {
    long blocks = (long) ALLOCATIONS.getAcquire(this);
    return new Usage(
        blocks,
        (long) ALLOCATED_BYTES.getAcquire(this),
        0,
        0,
        (long) REALLOCATIONS.getAcquire(this),
        (long) TEMPORARY_BLOCKS.getAcquire(this),
        (long) TEMPORARY_BYTES.getAcquire(this),
        0);
  }

  private static VarHandle field(String name) {
    try {
      return MethodHandles.lookup().findVarHandle(Tally.class, name, long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
