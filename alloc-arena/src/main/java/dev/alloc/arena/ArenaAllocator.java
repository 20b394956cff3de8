package dev.alloc.arena;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import dev.alloc.arena.lifetime.Blocks;
import dev.alloc.arena.lifetime.Epoch;
import dev.alloc.arena.lifetime.Lifetimes;
import dev.alloc.arena.region.Owners;
import dev.alloc.arena.region.ThreadRegion;
import dev.alloc.arena.slot.ArenaSlot;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fast paths: a thread that owns a region bumps its pointer; all else is the work of the parts.
 *
 * @param parts what else there is, for all that these paths cannot do
 * @param owners where threads have their regions
 * @param epoch the present one
 * @param scoped whether blocks can be given a lifetime
 * @param nativeBlocks whether they are native memory
 */
record ArenaAllocator(
    Allocator upstream,
    ArenaParts parts,
    Owners owners,
    Epoch epoch,
    long maxAlignment,
    long maxByteSize,
    boolean scoped,
    boolean nativeBlocks,
    Set<Capability> capabilities,
    String name)
    implements Allocator {

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    Thread thread = Thread.currentThread();
    ThreadRegion region = owners.of(thread);
    long address = 0;
    if (region.owner() == thread && epoch.isPlain()) {
      address = region.bump(byteSize, byteAlignment, maxAlignment);
      if (region.epoch() != epoch.current()) { // after the pointer moved, see Epoch
        address = 0;
      } else if (address != 0) {
        region.tally.allocated(byteSize);
      }
    }
    if (address == 0) {
      address = parts.placement().allocatePlain(this, thread, byteSize, byteAlignment);
    }
    if (address == 0) {
      return allocateSlice(thread, region, byteSize, byteAlignment);
    }
    // One place that creates it: the compiler removes no object that may be one of two. For the
    // same reason what happens now and then has only an address to say.
    return Blocks.at(address, byteSize);
  }

  private MemorySegment allocateSlice(
      Thread thread, ThreadRegion region, long byteSize, long byteAlignment) {
    if (region.owner() == thread) {
      long address = region.bump(byteSize, byteAlignment, maxAlignment);
      if (address != 0 && region.epoch() == epoch.current()) {
        region.tally.allocated(byteSize);
        return region.slice(address, byteSize);
      }
    }
    return parts.placement().allocate(this, thread, byteSize, byteAlignment);
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    return allocate(byteSize, byteAlignment).fill((byte) 0);
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    return parts.reallocation().reallocate(this, requireBlock(block), newByteSize, byteAlignment);
  }

  @Override
  public void free(MemorySegment block) {
    Thread thread = Thread.currentThread();
    ThreadRegion region = owners.of(thread);
    long address = block.address();
    long byteSize = block.byteSize();
    if (region.owner() == thread && region.epoch() == epoch.current()) {
      if (region.freeLast(address, byteSize)) {
        region.tally.freed(byteSize);
        return;
      }
      if (!region.hasMarks() && !parts.oversize().mayHold(byteSize)) {
        if (address == 0 || block.isNative() != nativeBlocks) {
          throw refusal(block);
        }
        region.tally.died(byteSize);
        return;
      }
    }
    epoch.ensureOpen();
    if (address == 0 || block.isNative() != nativeBlocks) {
      throw refusal(block); // nowhere else is the block passed on, so it need not be an object
    }
    parts.reclamation().free(thread, address, byteSize);
  }

  @Override
  public void reset(long retainBytes) {
    parts.release().reset(retainBytes);
  }

  @Override
  public Mark mark() {
    return parts.marks().mark(Thread.currentThread());
  }

  @Override
  public void check() {
    parts.statistics().check();
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
        region.owner() == thread && !epoch.isClosed() ? region.slots(zeroed).pop() : null;
    if (slot == null) {
      slot = parts.slotPlacement().slotFor(thread, zeroed);
    }
    // Before the arena: storing to an object younger than all others needs no barrier.
    Arena lifetime = Lifetimes.confined();
    return new ConfinedPooledArena(this, zeroed, lifetime, thread, slot);
  }

  @Override
  public Arena sharedArena(boolean zeroed) {
    epoch.ensureOpen();
    return new SharedPooledArena(this, zeroed, parts.slots().take(null));
  }

  @Override
  public AllocatorStats stats() {
    return parts.statistics().snapshot();
  }

  @Override
  public void close() {
    parts.release().close(upstream);
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
    if (block.address() == 0 || block.isNative() != nativeBlocks) {
      throw refusal(block);
    }
    return block;
  }

  private MemoryFaultException refusal(MemorySegment block) {
    if (block.address() == 0) {
      return MemoryFaultException.invalidFree(name, block, "MemorySegment.NULL is not a block");
    }
    return MemoryFaultException.invalidFree(
        name, block, block.isNative() ? "it is native" : "it is on the Java heap");
  }
}
