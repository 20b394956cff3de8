package dev.alloc.tck.failing;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.Mark;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the requests that a plan says, and passes the others on.
 *
 * @param upstream the allocator below
 * @param plan which requests fail; live
 * @param ownsUpstream whether closing this allocator closes the one below
 * @param closed whether this allocator is closed
 */
public record FailingAllocator(
    Allocator upstream, FailurePlan plan, boolean ownsUpstream, AtomicBoolean closed)
    implements Allocator {
  private static final Set<Capability> DROPPED =
      EnumSet.of(Capability.MARK, Capability.COUNTS, Capability.PEAK);

  /**
   * Puts a plan over an allocator that stays the caller's.
   *
   * @param upstream the allocator below, which the caller closes
   * @param plan which requests fail
   * @return a new allocator
   */
  public static Allocator over(Allocator upstream, FailurePlan plan) {
    return new FailingAllocator(upstream, plan, false, new AtomicBoolean());
  }

  /** Checks that there is an allocator and a plan. */
  public FailingAllocator {
    Objects.requireNonNull(upstream, "upstream");
    Objects.requireNonNull(plan, "plan");
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    admit(byteSize, byteAlignment, byteSize);
    try {
      return upstream.allocate(byteSize, byteAlignment);
    } catch (RuntimeException | Error failure) {
      plan.release(byteSize);
      throw failure;
    }
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    admit(byteSize, byteAlignment, byteSize);
    try {
      return upstream.allocateZeroed(byteSize, byteAlignment);
    } catch (RuntimeException | Error failure) {
      plan.release(byteSize);
      throw failure;
    }
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    long added = Math.max(0, newByteSize - block.byteSize());
    admit(newByteSize, byteAlignment, added);
    MemorySegment moved;
    try {
      moved = upstream.reallocate(block, newByteSize, byteAlignment);
    } catch (RuntimeException | Error failure) {
      plan.release(added);
      throw failure;
    }
    plan.release(Math.max(0, block.byteSize() - newByteSize)); // not before: it may fail
    return moved;
  }

  @Override
  public void free(MemorySegment block) {
    ensureOpen();
    upstream.free(block);
    plan.release(block.byteSize());
  }

  @Override
  public void reset(long retainBytes) {
    ensureOpen();
    upstream.reset(retainBytes);
    plan.releaseAll();
  }

  @Override
  public Mark mark() {
    throw new UnsupportedOperationException(
        name() + " has no marks: what a rewind frees is not known to it; free block by block");
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
    return Allocator.super.confinedArena(zeroed); // over this layer: its requests fail as well
  }

  @Override
  public Arena sharedArena(boolean zeroed) {
    return Allocator.super.sharedArena(zeroed);
  }

  /** This layer keeps no counts: what it knows is the memory held below. */
  @Override
  public AllocatorStats stats() {
    ensureOpen();
    return AllocatorStats.unknown().withMemoryOf(upstream.stats());
  }

  @Override
  public Set<Capability> capabilities() {
    EnumSet<Capability> all = EnumSet.noneOf(Capability.class);
    all.addAll(upstream.capabilities());
    all.removeAll(DROPPED);
    if (plan.isLimited()) {
      all.add(Capability.LIMIT);
    }
    return Set.copyOf(all);
  }

  @Override
  public String name() {
    return "failing+" + upstream.name();
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
    if (closed.get()) {
      return;
    }
    if (ownsUpstream) {
      upstream.close(); // first: if it finds a leak, this stays open as well
    }
    closed.set(true);
  }

  private void admit(long byteSize, long byteAlignment, long addedBytes) {
    ensureOpen();
    Allocators.checkRequest(this, byteSize, byteAlignment);
    if (!plan.admit(addedBytes)) {
      OutOfMemoryError error = Allocators.outOfMemory(this, byteSize, byteAlignment);
      plan.failedWith(error);
      throw error;
    }
  }

  private void ensureOpen() {
    if (closed.get()) {
      throw new IllegalStateException(name() + ": this allocator is closed");
    }
  }

  // Two layers over the same allocator are still two allocators.
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
