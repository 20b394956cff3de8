package dev.alloc.arena.tally;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was allocated, freed and lost by one thread, or by several that share it.
 *
 * <p>{@link #allocated}, {@link #freed}, {@link #died} and {@link #padded} are for the one thread
 * that owns a tally: a release write costs no more than a plain one. The methods named shared are
 * for any thread. Who sees a free sees the allocation before it, in whichever thread that was, so a
 * snapshot that reads all frees first never goes negative.
 */
public final class Tally {
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

  /** Counts a block as allocated. */
  public void allocated(long byteSize) {
    ALLOCATIONS.setRelease(this, allocations + 1);
    ALLOCATED_BYTES.setRelease(this, allocatedBytes + byteSize);
  }

  /** Counts a block as freed whose place was reclaimed. */
  public void freed(long byteSize) {
    FREED_BYTES.setRelease(this, freedBytes + byteSize);
    FREES.setRelease(this, frees + 1);
  }

  /** Counts a block as freed whose place cannot be reclaimed. */
  public void died(long byteSize) {
    deadBytes.setRelease(deadBytes.getPlain() + Math.max(byteSize, 1));
    freed(byteSize);
  }

  /** Counts everything allocated so far as freed. */
  public void freedAll() {
    FREED_BYTES.setRelease(this, allocatedBytes);
    FREES.setRelease(this, allocations);
  }

  /** Counts bytes lost in front of a block, for the one owner as well. */
  public void padded(long bytes) {
    paddingBytes.setRelease(paddingBytes.getPlain() + bytes);
  }

  /** Counts a block as allocated. */
  public void allocatedShared(long byteSize) {
    ALLOCATIONS.getAndAdd(this, 1L);
    ALLOCATED_BYTES.getAndAdd(this, byteSize);
  }

  /** Counts blocks as freed. */
  public void freedShared(long blocks, long bytes) {
    FREED_BYTES.getAndAdd(this, bytes);
    FREES.getAndAdd(this, blocks);
  }

  /** Counts bytes whose place cannot be reclaimed. */
  public void diedShared(long bytes) {
    deadBytes.getAndAdd(bytes);
  }

  /** Counts what is left of a chunk that the next one replaces. */
  public void chunkEndedShared(long unusedBytes) {
    chunkEndBytes.getAndAdd(unusedBytes);
  }

  /** Counts a reallocation, by which a block grew by so many bytes or, if negative, shrank. */
  public void reallocatedShared(long grownBytes) {
    (grownBytes > 0 ? ALLOCATED_BYTES : FREED_BYTES).getAndAdd(this, Math.abs(grownBytes));
    reallocations.getAndIncrement();
  }

  /** What is live by these counters, as their one owner has left them. */
  public Live live() {
    return new Live(allocations() - frees(), allocatedBytes() - freedBytes());
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
