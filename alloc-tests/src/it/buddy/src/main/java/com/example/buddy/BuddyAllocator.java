package com.example.buddy;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;

/** Blocks of powers of two, cut in half and joined again; this object's monitor guards all. */
final class BuddyAllocator implements Allocator {
  static final String NAME = "buddy";
  private static final long LARGEST_ALIGNMENT = 1L << 20;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final BuddyTree tree;
  private long allocations;
  private long frees;
  private long reallocations;
  private long failures;
  private long allocatedBytes;
  private long liveBytes;
  private boolean closed;

  BuddyAllocator(long capacity) {
    memory = arena.allocate(capacity, LARGEST_ALIGNMENT);
    tree = new BuddyTree(memory);
  }

  @Override
  public synchronized MemorySegment allocate(long byteSize, long byteAlignment) {
    ensureOpen();
    long offset = take(byteSize, byteAlignment);
    allocations++;
    grown(byteSize);
    return memory.asSlice(offset, byteSize);
  }

  @Override
  public synchronized MemorySegment reallocate(
      MemorySegment block, long newByteSize, long byteAlignment) {
    ensureOpen();
    int order = orderOf(block);
    long offset = offsetOf(block);
    long moved = offset;
    checkRequest(newByteSize, byteAlignment);
    if ((memory.address() + offset & byteAlignment - 1) != 0
        || !tree.resize(offset, order, order(newByteSize, byteAlignment))) {
      moved = take(newByteSize, byteAlignment);
      MemorySegment.copy(memory, offset, memory, moved, Math.min(block.byteSize(), newByteSize));
      tree.give(offset, order);
    }
    reallocations++;
    liveBytes -= block.byteSize();
    grown(newByteSize);
    allocatedBytes -= Math.min(block.byteSize(), newByteSize); // what it grew by was asked for
    return memory.asSlice(moved, newByteSize);
  }

  @Override
  public synchronized void free(MemorySegment block) {
    ensureOpen();
    tree.give(offsetOf(block), orderOf(block));
    frees++;
    liveBytes -= block.byteSize();
  }

  @Override
  public synchronized AllocatorStats stats() {
    ensureOpen();
    return AllocatorStats.unknown()
        .withLive(allocations - frees, liveBytes)
        .withTotals(allocations, frees, allocatedBytes)
        .withReallocations(reallocations)
        .withFailures(failures)
        .withReservedBytes(tree.top());
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(
        Capability.THREAD_SAFE,
        Capability.NATIVE,
        Capability.SCOPES,
        Capability.INDIVIDUAL_FREE,
        Capability.IN_PLACE,
        Capability.COUNTS,
        Capability.RESERVED);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long maxAlignment() {
    return Math.min(LARGEST_ALIGNMENT, memory.byteSize());
  }

  @Override
  public long maxByteSize() {
    return memory.byteSize() / 8;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    if (allocations != frees) {
      throw new MemoryFaultException(
          Kind.LEAK,
          "%s: LEAK of %d blocks (%d bytes)".formatted(NAME, allocations - frees, liveBytes),
          0,
          liveBytes);
    }
    closed = true;
    arena.close();
  }

  private long take(long byteSize, long byteAlignment) {
    checkRequest(byteSize, byteAlignment);
    long offset = tree.take(order(byteSize, byteAlignment));
    if (offset == BuddyTree.NONE) {
      failures++;
      throw Allocators.outOfMemory(this, byteSize, byteAlignment);
    }
    return offset;
  }

  private void checkRequest(long byteSize, long byteAlignment) {
    try {
      Allocators.checkRequest(this, byteSize, byteAlignment);
    } catch (OutOfMemoryError tooLarge) {
      failures++;
      throw tooLarge;
    }
  }

  private void grown(long byteSize) {
    allocatedBytes += byteSize;
    liveBytes += byteSize;
  }

  /** A block is aligned to its size; an empty one has a smallest block, so an address. */
  private static int order(long byteSize, long byteAlignment) {
    return BuddyTree.orderOf(Math.max(1, Math.max(byteSize, byteAlignment)));
  }

  private long offsetOf(MemorySegment block) {
    return block.address() - memory.address();
  }

  /** Returns the order of a live block, without reading through the segment. */
  private int orderOf(MemorySegment block) {
    if (!block.isNative()) {
      throw MemoryFaultException.invalidFree(NAME, block, "it is on the Java heap");
    }
    int order = tree.orderAt(offsetOf(block));
    if (order < 0 || order < BuddyTree.orderOf(Math.max(1, block.byteSize()))) {
      throw MemoryFaultException.invalidFree(NAME, block, "no live block of its size begins there");
    }
    return order;
  }

  private void ensureOpen() {
    if (closed) {
      throw new IllegalStateException(NAME + ": this allocator is closed");
    }
  }
}
