package dev.alloc.tck.selftest;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * A correct wrapper that counts, with a lock around its books, from which wrong ones differ by one
 * overridden method.
 */
class Relay implements Allocator {
  final Allocator upstream;
  final Books books = new Books();
  boolean closed;

  Relay(Allocator upstream) {
    this.upstream = upstream;
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    ensureOpen();
    try {
      return recorded(upstream.allocate(byteSize, byteAlignment), byteSize);
    } catch (OutOfMemoryError refused) {
      onRefused();
      throw refused;
    }
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    ensureOpen();
    try {
      return recorded(upstream.allocateZeroed(byteSize, byteAlignment), byteSize);
    } catch (OutOfMemoryError refused) {
      onRefused();
      throw refused;
    }
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    ensureOpen();
    long oldByteSize = Objects.requireNonNull(block, "block").byteSize();
    try {
      MemorySegment resized = upstream.reallocate(block, newByteSize, byteAlignment);
      onReallocated(oldByteSize, newByteSize);
      return resized;
    } catch (OutOfMemoryError refused) {
      onRefused();
      throw refused;
    }
  }

  @Override
  public void free(MemorySegment block) {
    ensureOpen();
    long byteSize = Objects.requireNonNull(block, "block").byteSize();
    upstream.free(block);
    onFreed(byteSize);
  }

  /** Enters a block into the books, or gives it back. */
  MemorySegment recorded(MemorySegment block, long byteSize) {
    try {
      onAllocated(byteSize);
      return block;
    } catch (OutOfMemoryError full) {
      upstream.free(block);
      throw full;
    }
  }

  synchronized void onAllocated(long byteSize) {
    books.allocated(byteSize);
  }

  synchronized void onReallocated(long oldByteSize, long newByteSize) {
    books.reallocated(oldByteSize, newByteSize);
  }

  synchronized void onFreed(long byteSize) {
    books.freed(byteSize);
  }

  synchronized void onRefused() {
    books.failures++;
  }

  @Override
  public void check() {
    ensureOpen();
    verifyBooks();
    upstream.check();
  }

  /** Throws if more was freed than allocated. */
  synchronized void verifyBooks() {
    if (books.frees > books.allocations) {
      throw new MemoryFaultException(
          Kind.INVALID_FREE,
          "%s: INVALID_FREE: %d frees of %d allocations"
              .formatted(name(), books.frees, books.allocations),
          0,
          -1);
    }
  }

  @Override
  public synchronized void resetPeak() {
    ensureOpen();
    books.peakBytes = books.liveBytes;
    upstream.resetPeak();
  }

  @Override
  public synchronized void reset(long retainBytes) {
    ensureOpen();
    upstream.reset(retainBytes);
    books.frees = books.allocations;
    books.liveBytes = 0;
  }

  @Override
  public Mark mark() {
    ensureOpen();
    return Allocator.super.mark(); // refuses: its books cannot be rewound
  }

  @Override
  public Arena confinedArena(boolean zeroed) {
    return Allocator.super.confinedArena(zeroed); // over this, so that its blocks are counted
  }

  @Override
  public Arena sharedArena(boolean zeroed) {
    return Allocator.super.sharedArena(zeroed);
  }

  @Override
  public synchronized AllocatorStats stats() {
    ensureOpen();
    AllocatorStats own = books.toStats();
    var reserved = upstream.stats().reservedBytes();
    return reserved.isPresent() ? own.withReservedBytes(reserved.getAsLong()) : own;
  }

  @Override
  public Set<Capability> capabilities() {
    EnumSet<Capability> all = EnumSet.of(Capability.COUNTS, Capability.PEAK);
    all.addAll(upstream.capabilities());
    all.remove(Capability.MARK);
    return Collections.unmodifiableSet(all);
  }

  @Override
  public String name() {
    return "counting+" + upstream.name(); // as the fixture's spec, which rule 0.1 compares
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
  public synchronized void close() {
    if (closed) {
      return;
    }
    verifyBooks();
    if (books.allocations > books.frees && !capabilities().contains(Capability.RESET)) {
      throw new MemoryFaultException(
          Kind.LEAK,
          "%s: LEAK of %d blocks, %d bytes"
              .formatted(name(), books.allocations - books.frees, books.liveBytes),
          0,
          -1);
    }
    closed = true;
    closeUpstream();
  }

  void closeUpstream() {
    upstream.close();
  }

  void ensureOpen() {
    if (closed) {
      throw new IllegalStateException(name() + ": this allocator is closed");
    }
  }
}
