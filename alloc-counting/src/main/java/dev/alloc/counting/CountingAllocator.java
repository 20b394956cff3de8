package dev.alloc.counting;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts what goes through it. Once closed, the allocator below refuses every request, so only what
 * reads the counts checks for that here.
 *
 * @param peak null without the option {@code peak}
 * @param limit null without the option {@code limit}
 */
record CountingAllocator(
    String name,
    Set<Capability> capabilities,
    Allocator upstream,
    Counters counters,
    @Nullable Peak peak,
    @Nullable ByteLimit limit,
    Lifetime lifetime)
    implements Allocator {
  static final String NAME = "counting";

  static CountingAllocator over(
      Allocator upstream, @Nullable Peak peak, @Nullable ByteLimit limit) {
    String name = NAME + '+' + upstream.name();
    Set<Capability> capabilities = EnumSet.copyOf(upstream.capabilities());
    capabilities.add(Capability.COUNTS);
    capabilities.remove(Capability.PEAK); // the one below would be another layer's peak
    if (peak != null) {
      capabilities.add(Capability.PEAK);
    }
    if (limit != null) {
      capabilities.add(Capability.LIMIT);
    }
    return new CountingAllocator(
        name, Set.copyOf(capabilities), upstream, new Counters(), peak, limit, new Lifetime(name));
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    if (limit != null) {
      take(byteSize, byteSize, byteAlignment);
    }
    MemorySegment block;
    try {
      block = upstream.allocate(byteSize, byteAlignment);
    } catch (RuntimeException | Error failure) {
      refused(failure, byteSize);
      throw failure;
    }
    allocated(byteSize); // after the upstream: a failed allocation is not a live block
    return block;
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    if (limit != null) {
      take(byteSize, byteSize, byteAlignment);
    }
    MemorySegment block;
    try {
      block = upstream.allocateZeroed(byteSize, byteAlignment);
    } catch (RuntimeException | Error failure) {
      refused(failure, byteSize);
      throw failure;
    }
    allocated(byteSize);
    return block;
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    long byteSize = block.byteSize();
    long added = newByteSize - byteSize;
    if (limit != null) {
      take(Math.max(0, added), newByteSize, byteAlignment);
    }
    MemorySegment moved;
    try {
      moved = upstream.reallocate(block, newByteSize, byteAlignment);
    } catch (RuntimeException | Error failure) {
      refused(failure, Math.max(0, added));
      throw failure;
    }
    counters.reallocated(byteSize, newByteSize);
    if (peak != null) {
      peak.add(added);
    }
    if (limit != null) {
      limit.giveBack(Math.max(0, -added));
    }
    return moved;
  }

  @Override
  public void free(MemorySegment block) {
    long byteSize = block.byteSize(); // first: what is read after a call has to survive it
    upstream.free(block);
    counters.freed(byteSize);
    if (peak != null) {
      peak.add(-byteSize);
    }
    if (limit != null) {
      limit.giveBack(byteSize);
    }
  }

  @Override
  public void reset(long retainBytes) {
    upstream.reset(retainBytes);
    dropTo(0, 0);
  }

  @Override
  public Mark mark() {
    lifetime.ensureOpen();
    Counts counts = counters.snapshot();
    return new CountingMark(this, upstream, upstream.mark(), counts);
  }

  @Override
  public void check() {
    lifetime.ensureOpen();
    Optional<MemoryFaultException> own = Faults.invalidFrees(name, counters.snapshot());
    try {
      upstream.check();
    } catch (MemoryFaultException below) {
      own.ifPresent(below::addSuppressed);
      throw below;
    }
    throwIfPresent(own);
  }

  @Override
  public void resetPeak() {
    lifetime.ensureOpen();
    upstream.resetPeak();
    if (peak != null) {
      peak.reset();
    }
  }

  /** A view over this layer and not over the one below, whose arenas nobody would count. */
  @Override
  public Arena confinedArena(boolean zeroed) {
    return Allocator.super.confinedArena(zeroed);
  }

  /** A view over this layer, as {@link #confinedArena} is. */
  @Override
  public Arena sharedArena(boolean zeroed) {
    return Allocator.super.sharedArena(zeroed);
  }

  @Override
  public AllocatorStats stats() {
    lifetime.ensureOpen();
    return ownStats().withMemoryOf(upstream.stats());
  }

  /** The statistics as any thread may ask for them; without the reserved bytes if need be. */
  AllocatorStats statsFromAnyThread() {
    lifetime.ensureOpen();
    return capabilities.contains(Capability.THREAD_SAFE) ? stats() : ownStats();
  }

  @Override
  public long maxAlignment() {
    return upstream.maxAlignment();
  }

  @Override
  public long maxByteSize() {
    long below = upstream.maxByteSize();
    return limit == null ? below : Math.min(limit.bytes(), below);
  }

  @Override
  public void close() {
    lifetime.close(this::closeUpstream);
  }

  private void closeUpstream() {
    Counts counts = counters.snapshot();
    throwIfPresent(Faults.invalidFrees(name, counts));
    Optional<MemoryFaultException> leak =
        capabilities.contains(Capability.RESET) ? Optional.empty() : Faults.leak(name, counts);
    if (!capabilities.contains(Capability.DETECTS_LEAK)) {
      throwIfPresent(leak);
    }
    upstream.close(); // one that detects leaks says more of this one
    if (leak.isPresent()) {
      lifetime.end(); // it has said nothing, and is closed
      throw leak.get();
    }
  }

  private static void throwIfPresent(Optional<MemoryFaultException> fault) {
    if (fault.isPresent()) {
      throw fault.get();
    }
  }

  /** Counts as freed what was dropped in bulk. */
  void drop(long blocks, long bytes) {
    counters.drop(blocks, bytes);
    if (peak != null) {
      peak.add(-bytes);
    }
    if (limit != null) {
      limit.giveBack(bytes);
    }
  }

  void dropTo(long liveBlocks, long liveBytes) {
    counters.dropTo(liveBlocks, liveBytes);
    if (peak != null) {
      peak.dropTo(liveBytes);
    }
    if (limit != null) {
      limit.dropTo(liveBytes);
    }
  }

  private void take(long bytes, long byteSize, long byteAlignment) {
    try {
      Allocators.checkRequest(this, byteSize, byteAlignment);
    } catch (OutOfMemoryError tooLarge) {
      counters.failed();
      throw tooLarge;
    }
    ByteLimit inForce = limit;
    if (inForce != null && !inForce.take(bytes)) {
      counters.failed();
      throw new OutOfMemoryError(
          "%s: cannot provide %d bytes aligned to %d: %d bytes are live and the limit is %d."
              .formatted(name, byteSize, byteAlignment, inForce.taken(), inForce.bytes()));
    }
  }

  private void allocated(long byteSize) {
    counters.allocated(byteSize);
    if (peak != null) {
      peak.add(byteSize);
    }
  }

  private void refused(Throwable failure, long taken) {
    if (failure instanceof OutOfMemoryError) {
      counters.failed();
    }
    if (limit != null) {
      limit.giveBack(taken);
    }
  }

  private AllocatorStats ownStats() {
    Counts counts = counters.snapshot();
    AllocatorStats stats =
        AllocatorStats.unknown()
            .withLive(counts.liveBlocks(), counts.liveBytes())
            .withTotals(counts.allocations(), counts.frees(), counts.allocatedBytes())
            .withReallocations(counts.reallocations())
            .withFailures(counters.failures().get());
    return peak == null ? stats : stats.withPeakBytes(peak.bytes());
  }

  // Two allocators with the same counts are still two allocators.
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
