package dev.alloc.tracking;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import dev.alloc.tracking.recording.FlightRecording;
import dev.alloc.tracking.site.Origin;
import dev.alloc.tracking.table.BlockTable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records what goes through it.
 *
 * @param bulk null if the allocator below cannot release in bulk
 * @param isPlain whether nothing is to be asked of the three before this and of sampling: it takes
 *     less code to ask only that
 */
record TrackingAllocator(
    String name,
    Set<Capability> capabilities,
    Allocator upstream,
    Records records,
    Home home,
    @Nullable BulkRelease bulk,
    boolean isPlain,
    Faults faults,
    Listeners listeners,
    Lifetime lifetime)
    implements Allocator {
  static final String NAME = "tracking";
  private static final int NO_EPOCH = 0;

  static TrackingAllocator over(Allocator upstream, Records records) {
    String name = NAME + '+' + upstream.name();
    Set<Capability> below = upstream.capabilities();
    boolean isNative = below.contains(Capability.NATIVE);
    boolean releasesInBulk = below.contains(Capability.RESET) || below.contains(Capability.MARK);
    return new TrackingAllocator(
        name,
        Promises.of(below, records),
        upstream,
        records,
        new Home(isNative),
        releasesInBulk ? new BulkRelease(records) : null,
        isNative && !releasesInBulk && records.sampling() == null,
        new Faults(name, records),
        new Listeners(),
        new Lifetime(name));
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    if (!isPlain && isPassedOver(byteSize)) {
      return upstream.allocate(byteSize, byteAlignment);
    }
    Origin here =
        records.looks()
            ? records.origins().allocating(records.sites().capture()) // a frame less to see
            : records.origins().allocating();
    int epoch = epoch();
    MemorySegment block;
    try {
      block = upstream.allocate(byteSize, byteAlignment);
    } catch (RuntimeException | Error failure) {
      refused(failure);
      throw failure;
    }
    return entered(block, here, epoch, byteAlignment);
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    if (!isPlain && isPassedOver(byteSize)) {
      return upstream.allocateZeroed(byteSize, byteAlignment);
    }
    Origin here =
        records.looks()
            ? records.origins().allocating(records.sites().capture()) // a frame less to see
            : records.origins().allocating();
    int epoch = epoch();
    MemorySegment block;
    try {
      block = upstream.allocateZeroed(byteSize, byteAlignment);
    } catch (RuntimeException | Error failure) {
      refused(failure);
      throw failure;
    }
    return entered(block, here, epoch, byteAlignment);
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    if (records.sampling() != null) {
      return Relocation.ofSample(this, block, newByteSize, byteAlignment);
    }
    int epoch = epoch();
    long address = block.address();
    long byteSize = block.byteSize();
    Origin here = records.freeingHere();
    Origin origin = Objects.requireNonNull(takeOut(block, here)); // as long as nothing is sampled
    MemorySegment moved;
    try {
      moved = Relocation.of(this, block, newByteSize, byteAlignment, origin);
    } catch (RuntimeException | Error failure) {
      records.putBack(address, byteSize, origin, failure);
      refused(failure);
      throw failure;
    }
    if (bulk != null && moved.address() != address) {
      bulk.entered(epoch, moved.address(), newByteSize, origin);
    }
    origin.reallocated(address, moved.address(), here.actor(), newByteSize - byteSize);
    FlightRecording.reallocated(name, address, byteSize, moved.address(), newByteSize);
    return moved;
  }

  @Override
  public void free(MemorySegment block) {
    long address = block.address();
    long byteSize = block.byteSize();
    Origin here = records.freeingHere();
    Origin origin = home.mayHold(block) ? records.remove(here, address, byteSize) : null;
    if (origin == null) {
      refuse(block, whyNot(block));
      upstream.free(block); // it was not drawn
      return;
    }
    try {
      upstream.free(block);
    } catch (RuntimeException | Error failure) {
      records.notFreed(origin, address, byteSize, here.actor());
      records.putBack(address, byteSize, origin, failure);
      throw failure;
    }
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
   * Removes a block's record and returns its origin, or throws the fault of one that has none;
   * without a fault null for one that was not drawn.
   */
  @Nullable Origin takeOut(MemorySegment block, Origin here) {
    int origin =
        home.mayHold(block)
            ? records.table().remove(block.address(), block.byteSize(), here.id())
            : BlockTable.ELSEWHERE;
    if (origin < 0) {
      refuse(block, origin);
      return null;
    }
    return records.origins().get(origin);
  }

  /** Why there is no record of a block. */
  private int whyNot(MemorySegment block) {
    if (!home.mayHold(block)) {
      return BlockTable.ELSEWHERE;
    }
    long byteSize = records.table().sizeOf(block.address());
    return byteSize < 0 || byteSize == block.byteSize() // by now
        ? BlockTable.ABSENT
        : BlockTable.WRONG_SIZE;
  }

  /** Throws the fault of a block without a record; of sampled ones the allocator below knows. */
  private void refuse(MemorySegment block, int why) {
    if (why == BlockTable.ELSEWHERE || records.sampling() == null) {
      lifetime.ensureOpen();
    }
    if (records.sampling() == null) {
      throw listeners.tell(faults.refused(block, why));
    }
  }

  /** Enters a new block into the records; gives it back if they have no room. */
  private MemorySegment entered(MemorySegment block, Origin here, int epoch, long byteAlignment) {
    long address = block.address();
    long byteSize = block.byteSize();
    try {
      if (!isPlain) {
        home.sawBlock(block);
      }
      records.enter(here, address, byteSize);
    } catch (RuntimeException | Error failure) {
      throw notEntered(block, byteAlignment, failure);
    }
    if (!isPlain && bulk != null) {
      enterInBulk(bulk, block, here, epoch, byteAlignment);
    }
    FlightRecording.allocated(name, address, byteSize, here.title());
    return block;
  }

  private void enterInBulk(
      BulkRelease bulk, MemorySegment block, Origin here, int epoch, long byteAlignment) {
    try {
      bulk.entered(epoch, block.address(), block.byteSize(), here);
    } catch (RuntimeException | Error failure) {
      records.withdraw(here, block.address());
      throw notEntered(block, byteAlignment, failure);
    }
  }

  private OutOfMemoryError notEntered(MemorySegment block, long byteAlignment, Throwable failure) {
    records.failures().incrementAndGet();
    OutOfMemoryError refusal = Allocators.outOfMemory(this, block.byteSize(), byteAlignment);
    refusal.initCause(failure);
    Relocation.giveBack(upstream, block, refusal);
    return refusal;
  }

  int epoch() {
    return isPlain || bulk == null ? NO_EPOCH : bulk.epoch();
  }

  /** Whether a block of this size is one of those not drawn for the sample. */
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
