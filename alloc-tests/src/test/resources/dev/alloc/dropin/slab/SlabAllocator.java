package vendor.slab;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Slots of powers of two, cut from one piece of memory and kept by size once they are freed. */
final class SlabAllocator implements Allocator {
  private static final long SMALLEST_SLOT = 16;
  private static final long LARGEST_ALIGNMENT = 1 << 16;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final Map<Long, Deque<Long>> freeSlots = new HashMap<>();
  private final Map<Long, Long> liveSizes = new HashMap<>();
  private long top;
  private boolean closed;

  SlabAllocator(long capacity) {
    memory = arena.allocate(capacity, LARGEST_ALIGNMENT);
  }

  @Override
  public synchronized MemorySegment allocate(long byteSize, long byteAlignment) {
    ensureOpen();
    Allocators.checkRequest(this, byteSize, byteAlignment);
    long slot = slotFor(byteSize, byteAlignment);
    Long offset = freeSlots.computeIfAbsent(slot, size -> new ArrayDeque<>()).poll();
    if (offset == null) {
      offset = (top + slot - 1) & -slot;
      if (offset + slot > memory.byteSize()) {
        throw Allocators.outOfMemory(this, byteSize, byteAlignment);
      }
      top = offset + slot;
    }
    MemorySegment block = memory.asSlice(offset, byteSize);
    liveSizes.put(offset, slot);
    return block;
  }

  @Override
  public synchronized void free(MemorySegment block) {
    ensureOpen();
    if (!block.isNative()) {
      throw MemoryFaultException.invalidFree(name(), block, "it is on the Java heap");
    }
    long offset = block.address() - memory.address();
    Long slot = liveSizes.remove(offset);
    if (slot == null) {
      throw MemoryFaultException.invalidFree(name(), block, "it is not a live block");
    }
    freeSlots.get(slot).push(offset);
  }

  @Override
  public synchronized AllocatorStats stats() {
    ensureOpen();
    return AllocatorStats.unknown().withReservedBytes(top);
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(
        Capability.THREAD_SAFE,
        Capability.NATIVE,
        Capability.SCOPES,
        Capability.INDIVIDUAL_FREE,
        Capability.RESERVED);
  }

  @Override
  public String name() {
    return "slab";
  }

  @Override
  public long maxAlignment() {
    return LARGEST_ALIGNMENT;
  }

  @Override
  public long maxByteSize() {
    return memory.byteSize() / 8;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      arena.close();
    }
  }

  private static long slotFor(long byteSize, long byteAlignment) {
    long least = Math.max(SMALLEST_SLOT, Math.max(byteSize, byteAlignment));
    long power = Long.highestOneBit(least);
    return power == least ? power : power * 2;
  }

  private void ensureOpen() {
    if (closed) {
      throw new IllegalStateException(name() + ": this allocator is closed");
    }
  }
}
