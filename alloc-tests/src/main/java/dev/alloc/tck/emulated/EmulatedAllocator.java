package dev.alloc.tck.emulated;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The allocator of an emulated machine.
 *
 * @param machine what it emulates
 * @param backing its memory
 * @param store which of that memory is whose; guarded by {@code ledger}
 * @param ledger its statistics, guarded by itself, the lock of this allocator
 * @param capabilities what it promises
 */
record EmulatedAllocator(
    Machine machine, Backing backing, BlockStore store, Ledger ledger, Set<Capability> capabilities)
    implements Allocator {

  static EmulatedAllocator of(Machine machine) {
    Backing backing = Backing.of(machine);
    BlockStore store = new BlockStore(machine, backing.memory());
    return new EmulatedAllocator(machine, backing, store, new Ledger(), promises(machine));
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    synchronized (ledger) {
      ensureOpen();
      long address = place(byteSize, byteAlignment);
      ledger.allocated(byteSize);
      return backing.memory().asSlice(address, byteSize);
    }
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    synchronized (ledger) {
      ensureOpen();
      long from = addressOf(block);
      checkRequest(newByteSize, byteAlignment);
      long to = from;
      if (!store.resize(from, newByteSize, byteAlignment)) {
        to = place(newByteSize, byteAlignment);
        long kept = Math.min(block.byteSize(), newByteSize);
        MemorySegment.copy(backing.memory(), from, backing.memory(), to, kept);
        bury(from, block.byteSize());
      }
      ledger.reallocated(block.byteSize(), newByteSize);
      return backing.memory().asSlice(to, newByteSize);
    }
  }

  @Override
  public void free(MemorySegment block) {
    synchronized (ledger) {
      ensureOpen();
      bury(addressOf(block), block.byteSize());
      ledger.freed(block.byteSize());
    }
  }

  @Override
  public void check() {
    synchronized (ledger) {
      ensureOpen();
      Faults.check(name(), ledger, store.tags(), backing.memory().address());
    }
  }

  @Override
  public void resetPeak() {
    synchronized (ledger) {
      ensureOpen();
      ledger.resetPeak();
    }
  }

  @Override
  public AllocatorStats stats() {
    synchronized (ledger) {
      ensureOpen();
      AllocatorStats stats = ledger.stats();
      return capabilities.contains(Capability.RESERVED)
          ? stats.withReservedBytes(store.tags().top())
          : stats;
    }
  }

  @Override
  public String name() {
    return machine.name();
  }

  @Override
  public long maxAlignment() {
    return machine.largestAlignment();
  }

  @Override
  public long maxByteSize() {
    return BlockStore.largestSize(machine);
  }

  @Override
  public void close() {
    synchronized (ledger) {
      if (ledger.isClosed()) {
        return;
      }
      if (ledger.liveBlocks() > 0) {
        throw Faults.leak(name(), ledger, store.tags(), backing.memory().address());
      }
      backing.release().run();
      ledger.close();
    }
  }

  /** Frees a block, and what is behind its addresses if they are not to be used again. */
  private void bury(long address, long byteSize) {
    store.free(address);
    if (machine.reuse() == Machine.Reuse.NEVER) {
      backing.discard().discard(address, byteSize);
    }
  }

  private long place(long byteSize, long byteAlignment) {
    checkRequest(byteSize, byteAlignment);
    long address = store.allocate(byteSize, byteAlignment);
    if (address == BlockStore.NONE) {
      ledger.failed();
      throw Allocators.outOfMemory(this, byteSize, byteAlignment);
    }
    return address;
  }

  private void checkRequest(long byteSize, long byteAlignment) {
    try {
      Allocators.checkRequest(this, byteSize, byteAlignment);
    } catch (OutOfMemoryError tooLarge) {
      ledger.failed();
      throw tooLarge;
    }
  }

  /** Returns the address of a live block, without reading through the segment. */
  private long addressOf(MemorySegment block) {
    MemorySegment memory = backing.memory();
    if (block.isNative() == machine.javaHeap()) {
      throw invalid(block, machine.javaHeap() ? "it is native" : "it is on the Java heap");
    }
    if (block.heapBase().isPresent() && !block.heapBase().equals(memory.heapBase())) {
      throw invalid(block, "it is in another array"); // of a read-only one this is not known
    }
    long address = block.address() - memory.address();
    long byteSize = store.sizeAt(address);
    if (byteSize == BlockStore.NONE) {
      throw invalid(block, "no live block begins there");
    }
    if (byteSize != block.byteSize()) {
      throw Faults.wrongSize(name(), block, byteSize);
    }
    return address;
  }

  private MemoryFaultException invalid(MemorySegment block, String why) {
    return MemoryFaultException.invalidFree(name(), block, why);
  }

  private void ensureOpen() {
    if (ledger.isClosed()) {
      throw new IllegalStateException(name() + ": this allocator is closed");
    }
  }

  private static Set<Capability> promises(Machine machine) {
    EnumSet<Capability> all =
        EnumSet.of(Capability.THREAD_SAFE, Capability.COUNTS, Capability.PEAK);
    if (machine.reuse() != Machine.Reuse.NEVER) {
      all.add(Capability.RESERVED); // addresses that were used up are not memory that is held
      all.add(Capability.INDIVIDUAL_FREE);
      all.add(Capability.IN_PLACE);
    }
    if (!machine.javaHeap()) {
      all.add(Capability.NATIVE);
      all.add(Capability.SCOPES);
    }
    return Set.copyOf(all);
  }

  // Two allocators of the same machine are still two allocators.
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
