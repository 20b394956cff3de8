package dev.alloc.arena;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fast paths: a thread that owns a region bumps its pointer; all else is the core's work.
 *
 * @param scoped whether blocks can be given a lifetime
 */
record ArenaAllocator(
    Allocator upstream,
    ArenaCore core,
    BulkRelease release,
    Owners owners,
    Epoch epoch,
    long maxAlignment,
    long maxByteSize,
    boolean scoped,
    Set<Capability> capabilities,
    String name)
    implements Allocator {

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    Thread thread = Thread.currentThread();
    ThreadRegion region = owners.of(thread);
    if (region.owner == thread) {
      MemorySegment block = region.bump(byteSize, byteAlignment, maxAlignment);
      if (block != null && region.epoch == epoch.current()) { // in this order, see Epoch
        region.tally.allocated(byteSize);
        return block;
      }
    }
    return core.allocate(this, thread, byteSize, byteAlignment);
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    return allocate(byteSize, byteAlignment).fill((byte) 0);
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    return Reallocation.of(this, core, requireBlock(block), newByteSize, byteAlignment);
  }

  @Override
  public void free(MemorySegment block) {
    Thread thread = Thread.currentThread();
    ThreadRegion region = owners.of(thread);
    long address = block.address();
    long byteSize = block.byteSize();
    if (region.owner == thread && region.epoch == epoch.current()) {
      if (region.freeLast(address, byteSize)) {
        region.tally.freed(byteSize);
        return;
      }
      if (region.topMark == null && !core.oversize.mayHold(byteSize)) {
        requireBlock(block);
        region.tally.died(byteSize);
        return;
      }
    }
    epoch.ensureOpen();
    requireBlock(block);
    core.drop(thread, address, byteSize);
    core.tallyOf(thread).freedShared(1, byteSize);
  }

  @Override
  public void reset(long retainBytes) {
    release.reset(retainBytes);
  }

  @Override
  public Mark mark() {
    return release.mark(Thread.currentThread());
  }

  @Override
  public void check() {
    release.check();
    upstream.check();
  }

  @Override
  public void resetPeak() {
    epoch.ensureOpen();
    upstream.resetPeak();
  }

  @Override
  public Arena confinedArena(boolean zeroed) {
    Thread thread = Thread.currentThread();
    ThreadRegion region = owners.of(thread);
    ArenaSlot slot =
        region.owner == thread && !epoch.isClosed()
            ? (zeroed ? region.zeroedSlots : region.slots).pop()
            : null;
    // One place that creates it: the compiler removes no object that may be one of two.
    return new ConfinedPooledArena(
        this, zeroed, thread, slot == null ? core.slotFor(thread, zeroed) : slot);
  }

  @Override
  public Arena sharedArena(boolean zeroed) {
    epoch.ensureOpen();
    return new SharedPooledArena(this, zeroed, core.slots.take(null));
  }

  @Override
  public AllocatorStats stats() {
    return release.stats();
  }

  @Override
  public void close() {
    release.close(upstream);
  }

  // Two arenas over one upstream are still two arenas.
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

  private MemorySegment requireBlock(MemorySegment block) {
    if (block.address() == 0) {
      throw MemoryFaultException.invalidFree(name, block, "MemorySegment.NULL is not a block");
    }
    if (capabilities.contains(Capability.NATIVE) != block.isNative()) {
      throw MemoryFaultException.invalidFree(
          name, block, block.isNative() ? "it is native" : "it is on the Java heap");
    }
    return block;
  }
}
