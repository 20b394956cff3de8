package dev.alloc.junit.scope;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import dev.alloc.Mark;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the program gets to see: it stays the same while the allocator behind it is changed from
 * test to test.
 *
 * <p>So the code that was compiled for the holder stays valid, and a program that has kept the
 * allocator of a test that is over still reaches the one its blocks came from.
 *
 * @param behind where calls go
 * @param counts whether the program's own allocator counts; if not, this one does not say so, or
 *     {@link dev.alloc.Allocators#use} would refuse to replace it where it would not without the
 *     check
 */
record SwitchAllocator(AtomicReference<Allocator> behind, boolean counts) implements Allocator {

  /** Starts as another name for an allocator of the program. */
  static SwitchAllocator over(Allocator programs) {
    return new SwitchAllocator(
        new AtomicReference<>(programs), programs.capabilities().contains(Capability.COUNTS));
  }

  Allocator target() {
    return behind.get();
  }

  void turnTo(Allocator next) {
    behind.set(next);
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    return target().allocate(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    return target().allocateZeroed(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    return target().reallocate(block, newByteSize, byteAlignment);
  }

  @Override
  public void free(MemorySegment block) {
    target().free(block);
  }

  @Override
  public void reset(long retainBytes) {
    target().reset(retainBytes);
  }

  @Override
  public Mark mark() {
    return target().mark();
  }

  @Override
  public void check() {
    target().check();
  }

  @Override
  public void resetPeak() {
    target().resetPeak();
  }

  @Override
  public Arena confinedArena(boolean zeroed) {
    return target().confinedArena(zeroed);
  }

  @Override
  public Arena sharedArena(boolean zeroed) {
    return target().sharedArena(zeroed);
  }

  @Override
  public AllocatorStats stats() {
    return target().stats();
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all = target().capabilities();
    if (counts || !all.contains(Capability.COUNTS)) {
      return all;
    }
    EnumSet<Capability> others = EnumSet.copyOf(all);
    others.remove(Capability.COUNTS);
    return Set.copyOf(others);
  }

  @Override
  public String name() {
    return target().name();
  }

  @Override
  public long maxAlignment() {
    return target().maxAlignment();
  }

  @Override
  public long maxByteSize() {
    return target().maxByteSize();
  }

  /** Closes what counts for the test; the program's own allocator stays open. */
  @Override
  public void close() {
    target().close();
  }

  // It is the same one whatever is behind it.
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
