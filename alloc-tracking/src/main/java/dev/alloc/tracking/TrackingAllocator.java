package dev.alloc.tracking;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import dev.alloc.tracking.recording.FlightRecording;
import dev.alloc.tracking.site.Origin;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records what goes through it.
 *
 * @param bulk null if the allocator below cannot release in bulk
 */
record TrackingAllocator(
    String name,
    Set<Capability> capabilities,
    Allocator upstream,
    Records records,
    Home home,
    @Nullable BulkRelease bulk,
    Faults faults,
    Listeners listeners,
    Lifetime lifetime)
    implements Allocator {
  static final String NAME = "tracking";
  private static final int NO_EPOCH = 0;

  static TrackingAllocator over(Allocator upstream, Records records) {
    String name = NAME + '+' + upstream.name();
    Set<Capability> below = upstream.capabilities();
    boolean releasesInBulk = below.contains(Capability.RESET) || below.contains(Capability.MARK);
    return new TrackingAllocator(
        name,
        Promises.of(below, records),
        upstream,
        records,
        new Home(below.contains(Capability.NATIVE)),
        releasesInBulk ? new BulkRelease(records) : null,
        new Faults(name, records),
        new Listeners(),
        new Lifetime(name));
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    if (isPassedOver(byteSize)) {
      return upstream.allocate(byteSize, byteAlignment);
    }
    Origin origin = records.here();
    int epoch = epoch();
    MemorySegment block;
    try {
      block = upstream.allocate(byteSize, byteAlignment);
    } catch (RuntimeException | Error failure) {
      refused(failure);
      throw failure;
    }
    return entered(block, origin, epoch, byteSize, byteAlignment);
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    if (isPassedOver(byteSize)) {
      return upstream.allocateZeroed(byteSize, byteAlignment);
    }
    Origin origin = records.here();
    int epoch = epoch();
    MemorySegment block;
    try {
      block = upstream.allocateZeroed(byteSize, byteAlignment);
    } catch (RuntimeException | Error failure) {
      refused(failure);
      throw failure;
    }
    return entered(block, origin, epoch, byteSize, byteAlignment);
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    if (records.sampling() != null) {
      return Relocation.ofSample(this, block, newByteSize, byteAlignment);
    }
    int epoch = epoch();
    long address = block.address();
    long byteSize = block.byteSize();
    long tag = takeOut(block);
    MemorySegment moved;
    try {
      moved = Relocation.of(this, block, newByteSize, byteAlignment, tag);
    } catch (RuntimeException | Error failure) {
      records.table().putBack(address, byteSize, tag);
      refused(failure);
      throw failure;
    }
    if (bulk != null && moved.address() != address) {
      bulk.entered(epoch, moved.address(), newByteSize, tag);
    }
    records.originOf(tag).reallocated(newByteSize - byteSize);
    FlightRecording.reallocated(name, address, byteSize, moved.address(), newByteSize);
    return moved;
  }

  @Override
  public void free(MemorySegment block) {
    long address = block.address();
    long byteSize = block.byteSize();
    long tag = takeOut(block); // first: another thread may get the address next
    if (tag < 0) {
      upstream.free(block); // it was not drawn
      return;
    }
    try {
      upstream.free(block);
    } catch (RuntimeException | Error failure) {
      records.table().putBack(address, byteSize, tag);
      throw failure;
    }
    records.freed(byteSize, tag);
    FlightRecording.freed(name, address, byteSize);
  }

  @Override
  public void reset(long retainBytes) {
    if (bulk == null) {
      upstream.reset(retainBytes);
    } else {
      bulk.reset(upstream, retainBytes);
    }
  }

  @Override
  public Mark mark() {
    Mark below = upstream.mark();
    return bulk == null ? below : bulk.mark(below);
  }

  @Override
  public void check() {
    lifetime.ensureOpen();
    upstream.check();
  }

  @Override
  public void resetPeak() {
    lifetime.ensureOpen();
    upstream.resetPeak();
  }

  /** A view over this layer and not over the one below, whose arenas nobody would track. */
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
    return Statistics.of(records, upstream.stats());
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
    try {
      lifetime.close(this::closeUpstream);
    } catch (MemoryFaultException fault) {
      throw listeners.tell(fault);
    }
  }

  private void closeUpstream() {
    if (records.sampling() == null && !capabilities.contains(Capability.RESET)) {
      Optional<MemoryFaultException> leak = Leaks.of(name, records);
      if (leak.isPresent()) {
        FlightRecording.leaked(TrackingSnapshot.of(this).report());
        throw leak.get();
      }
    }
    upstream.close();
  }

  /**
   * Removes a block's record, or throws the fault of one that has none; without a fault ABSENT for
   * one that was not drawn.
   */
  long takeOut(MemorySegment block) {
    if (!home.mayHold(block)) {
      lifetime.ensureOpen();
      if (records.sampling() != null) {
        return -1; // the allocator below knows better
      }
      throw listeners.tell(faults.elsewhere(block));
    }
    long result = records.table().remove(block.address(), block.byteSize(), records.freeingHere());
    if (result < 0 && records.sampling() == null) {
      lifetime.ensureOpen();
      throw listeners.tell(faults.refused(block, result));
    }
    return result;
  }

  /** Enters a new block into the records; gives it back if they have no room. */
  MemorySegment entered(
      MemorySegment block, Origin origin, int epoch, long byteSize, long byteAlignment) {
    long address = block.address();
    long tag = origin.nextTag();
    try {
      home.sawBlock(block);
      records.insert(address, byteSize, tag);
      if (bulk != null) {
        bulk.entered(epoch, address, byteSize, tag);
      }
    } catch (RuntimeException | Error failure) {
      records.table().removeTagged(address, tag);
      records.failures().incrementAndGet();
      OutOfMemoryError refusal = Allocators.outOfMemory(this, byteSize, byteAlignment);
      refusal.initCause(failure);
      Relocation.giveBack(upstream, block, refusal);
      throw refusal;
    }
    records.allocated(origin, byteSize);
    FlightRecording.allocated(name, address, byteSize, origin.title());
    return block;
  }

  int epoch() {
    return bulk == null ? NO_EPOCH : bulk.epoch();
  }

  /** Whether a block of this size is one of those not drawn. */
  boolean isPassedOver(long byteSize) {
    return records.sampling() != null && (byteSize <= 0 || !records.sampling().takes(byteSize));
  }

  void refused(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      records.failures().incrementAndGet();
    }
  }

  // Two allocators with the same records are still two allocators.
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
