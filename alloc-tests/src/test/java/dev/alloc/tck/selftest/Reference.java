package dev.alloc.tck.selftest;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A correct base allocator of a few lines with a lock around everything, from which wrong ones
 * differ by one overridden method. The {@code do…} methods are called with the lock held and after
 * all checks; what they do not override stays right.
 */
class Reference implements Allocator {
  static final Set<Capability> EVERYTHING =
      Collections.unmodifiableSet(
          EnumSet.of(
              Capability.THREAD_SAFE,
              Capability.NATIVE,
              Capability.SCOPES,
              Capability.INDIVIDUAL_FREE,
              Capability.IN_PLACE,
              Capability.COUNTS,
              Capability.PEAK,
              Capability.RESERVED));

  final Slab slab = new Slab();
  final Books books = new Books();
  final Map<Long, Long> sizes = new HashMap<>(); // live blocks: address to requested bytes
  final long limit;
  private long used; // as books.liveBytes, which a mutant may get wrong
  boolean closed;

  Reference() {
    this(Long.MAX_VALUE);
  }

  Reference(long limit) {
    this.limit = limit;
  }

  @Override
  public synchronized MemorySegment allocate(long byteSize, long byteAlignment) {
    ensureOpen();
    checkRequest(byteSize, byteAlignment);
    MemorySegment block = doAllocate(byteSize, byteAlignment);
    onAllocated(byteSize);
    return block;
  }

  @Override
  public synchronized MemorySegment reallocate(
      MemorySegment block, long newByteSize, long byteAlignment) {
    ensureOpen();
    long oldByteSize = sizeOf(block);
    checkRequest(newByteSize, byteAlignment);
    MemorySegment resized = doReallocate(block, oldByteSize, newByteSize, byteAlignment);
    onReallocated(oldByteSize, newByteSize);
    return resized;
  }

  @Override
  public synchronized void free(MemorySegment block) {
    ensureOpen();
    long byteSize = sizeOf(block);
    doFree(block);
    onFreed(byteSize);
  }

  /** Provides a block and enters it into {@link #sizes}. */
  MemorySegment doAllocate(long byteSize, long byteAlignment) {
    if (byteSize > limit - used) {
      throw refused(byteSize, byteAlignment);
    }
    return place(byteSize, byteAlignment);
  }

  MemorySegment doReallocate(
      MemorySegment block, long oldByteSize, long newByteSize, long byteAlignment) {
    long address = block.address();
    if (newByteSize - oldByteSize > limit - used) {
      throw refused(newByteSize, byteAlignment);
    }
    if (newByteSize <= slab.length(address) && address % byteAlignment == 0) {
      sizes.put(address, newByteSize);
      used += newByteSize - oldByteSize;
      return slab.at(address, newByteSize);
    }
    return moved(block, oldByteSize, newByteSize, byteAlignment);
  }

  final MemorySegment moved(
      MemorySegment block, long oldByteSize, long newByteSize, long byteAlignment) {
    long address = block.address();
    MemorySegment moved = place(newByteSize, byteAlignment);
    MemorySegment.copy(
        slab.at(address, oldByteSize), 0, moved, 0, Math.min(oldByteSize, newByteSize));
    doFree(block);
    return moved;
  }

  void doFree(MemorySegment block) {
    leave(block.address());
    slab.give(block.address());
  }

  void onAllocated(long byteSize) {
    books.allocated(byteSize);
  }

  void onReallocated(long oldByteSize, long newByteSize) {
    books.reallocated(oldByteSize, newByteSize);
  }

  void onFreed(long byteSize) {
    books.freed(byteSize);
  }

  void onRefused() {
    books.failures++;
  }

  /** Returns the statistics; called with the lock held. */
  AllocatorStats doStats() {
    return books.toStats().withReservedBytes(slab.takenBytes());
  }

  final MemorySegment place(long byteSize, long byteAlignment) {
    long address = slab.take(byteSize, byteAlignment);
    if (address < 0) {
      throw refused(byteSize, byteAlignment);
    }
    enter(address, byteSize);
    return slab.at(address, byteSize);
  }

  final void enter(long address, long byteSize) {
    sizes.put(address, byteSize);
    used += byteSize;
  }

  final void leave(long address) {
    used -= Objects.requireNonNull(sizes.remove(address));
  }

  final OutOfMemoryError refused(long byteSize, long byteAlignment) {
    onRefused();
    return Allocators.outOfMemory(this, byteSize, byteAlignment);
  }

  void checkRequest(long byteSize, long byteAlignment) {
    try {
      Allocators.checkRequest(this, byteSize, byteAlignment);
    } catch (OutOfMemoryError tooLarge) {
      onRefused();
      throw tooLarge;
    }
  }

  /** Returns the size of a live block; refuses everything else. */
  long sizeOf(MemorySegment block) {
    Long byteSize = sizes.get(Objects.requireNonNull(block, "block").address());
    if (byteSize == null || !block.isNative()) {
      throw MemoryFaultException.invalidFree(name(), block, "it is not a live block");
    }
    return byteSize;
  }

  void ensureOpen() {
    if (closed) {
      throw new IllegalStateException(name() + ": this allocator is closed");
    }
  }

  @Override
  public synchronized void resetPeak() {
    ensureOpen();
    books.peakBytes = books.liveBytes;
  }

  @Override
  public final AllocatorStats stats() {
    return snapshot();
  }

  /** Takes the lock for {@link #doStats}. */
  AllocatorStats snapshot() {
    synchronized (this) {
      ensureOpen();
      return doStats();
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    if (!sizes.isEmpty()) {
      throw Leaks.of(name(), sizes);
    }
    closed = true;
    slab.retire();
  }

  @Override
  public Set<Capability> capabilities() {
    return limit == Long.MAX_VALUE ? EVERYTHING : with(Capability.LIMIT);
  }

  static Set<Capability> with(Capability more) {
    EnumSet<Capability> all = EnumSet.copyOf(EVERYTHING);
    all.add(more);
    return Collections.unmodifiableSet(all);
  }

  static Set<Capability> without(Capability... fewer) {
    EnumSet<Capability> all = EnumSet.copyOf(EVERYTHING);
    all.removeAll(Set.of(fewer));
    return Collections.unmodifiableSet(all);
  }

  @Override
  public String name() {
    return "system"; // as the fixture's spec, which rule 0.1 compares
  }

  @Override
  public long maxAlignment() {
    return Slab.MAX_ALIGNMENT;
  }

  @Override
  public long maxByteSize() {
    return Slab.BYTES;
  }
}
