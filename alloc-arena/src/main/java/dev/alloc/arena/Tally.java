package dev.alloc.arena;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was allocated, freed and lost by one thread, or by several that share it.
 *
 * <p>{@link #allocated}, {@link #freed} and {@link #died} are for the one thread that owns a tally:
 * a release write costs no more than a plain one. The methods named shared are for any thread. Who
 * sees a free sees the allocation before it, in whichever thread that was, so a snapshot that reads
 * all frees first never goes negative.
 */
final class Tally {
  private static final VarHandle ALLOCATIONS = handle("allocations");
  private static final VarHandle ALLOCATED_BYTES = handle("allocatedBytes");
  private static final VarHandle FREES = handle("frees");
  private static final VarHandle FREED_BYTES = handle("freedBytes");

  private long allocations;
  private long allocatedBytes;
  private long frees;
  private long freedBytes;

  final AtomicLong reallocations = new AtomicLong();
  final AtomicLong paddingBytes = new AtomicLong();
  final AtomicLong chunkEndBytes = new AtomicLong();
  final AtomicLong deadBytes = new AtomicLong();

  void allocated(long byteSize) {
    ALLOCATIONS.setRelease(this, allocations + 1);
    ALLOCATED_BYTES.setRelease(this, allocatedBytes + byteSize);
  }

  void freed(long byteSize) {
    FREED_BYTES.setRelease(this, freedBytes + byteSize);
    FREES.setRelease(this, frees + 1);
  }

  /** Counts a block as freed whose place cannot be reclaimed. */
  void died(long byteSize) {
    deadBytes.setRelease(deadBytes.getPlain() + Math.max(byteSize, 1));
    freed(byteSize);
  }

  /** Counts everything allocated so far as freed. */
  void freedAll() {
    FREED_BYTES.setRelease(this, allocatedBytes);
    FREES.setRelease(this, allocations);
  }

  void allocatedShared(long byteSize) {
    ALLOCATIONS.getAndAdd(this, 1L);
    ALLOCATED_BYTES.getAndAdd(this, byteSize);
  }

  void freedShared(long blocks, long bytes) {
    FREED_BYTES.getAndAdd(this, bytes);
    FREES.getAndAdd(this, blocks);
  }

  void reallocatedShared(long grownBytes) {
    (grownBytes > 0 ? ALLOCATED_BYTES : FREED_BYTES).getAndAdd(this, Math.abs(grownBytes));
    reallocations.getAndIncrement();
  }

  long allocations() {
    return (long) ALLOCATIONS.getAcquire(this);
  }

  long allocatedBytes() {
    return (long) ALLOCATED_BYTES.getAcquire(this);
  }

  long frees() {
    return (long) FREES.getAcquire(this);
  }

  long freedBytes() {
    return (long) FREED_BYTES.getAcquire(this);
  }

  private static VarHandle handle(String field) {
    try {
      return MethodHandles.lookup().findVarHandle(Tally.class, field, long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
