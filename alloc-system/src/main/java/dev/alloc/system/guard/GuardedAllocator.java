package dev.alloc.system.guard;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Puts blocks against a guard page, all or some; the plain allocator serves the others.
 *
 * @param sample one block of so many is guarded
 */
record GuardedAllocator(
    Allocator plain,
    Guards guards,
    int sample,
    Set<Capability> capabilities,
    long maxByteSize,
    AtomicBoolean closed)
    implements Allocator {

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    ensureOpen();
    Allocators.checkRequest(this, byteSize, byteAlignment);
    return isDrawn()
        ? allocateGuarded(byteSize, byteAlignment)
        : plain.allocate(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    ensureOpen();
    Allocators.checkRequest(this, byteSize, byteAlignment);
    return isDrawn()
        ? allocateGuarded(byteSize, byteAlignment) // a fresh mapping is zero
        : plain.allocateZeroed(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    ensureOpen();
    Allocators.checkRequest(this, newByteSize, byteAlignment);
    @Nullable GuardedBlock guarded = find(block);
    if (guarded == null) {
      return plain.reallocate(block, newByteSize, byteAlignment);
    }
    guards.verify(guarded, block, "reallocate");
    MemorySegment whole = segment(guarded); // the one passed in may be a view that is dead
    if (newByteSize == whole.byteSize() && (whole.address() & (byteAlignment - 1)) == 0) {
      return whole;
    }
    MemorySegment moved = allocate(newByteSize, byteAlignment);
    MemorySegment.copy(whole, 0, moved, 0, Math.min(whole.byteSize(), newByteSize));
    try {
      guards.free(guarded, whole, "reallocate");
    } catch (RuntimeException | Error failure) {
      try {
        free(moved);
      } catch (RuntimeException | Error second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
    return moved;
  }

  @Override
  public void free(MemorySegment block) {
    ensureOpen();
    @Nullable GuardedBlock guarded = find(block);
    if (guarded == null) {
      plain.free(block);
    } else {
      guards.free(guarded, block, "free");
    }
  }

  @Override
  public void reset(long retainBytes) {
    ensureOpen();
    Allocator.super.reset(retainBytes);
  }

  @Override
  public Mark mark() {
    ensureOpen();
    return Allocator.super.mark();
  }

  @Override
  public void check() {
    ensureOpen();
    guards.check();
    plain.check();
  }

  @Override
  public void resetPeak() {
    ensureOpen();
    plain.resetPeak();
  }

  @Override
  public AllocatorStats stats() {
    ensureOpen();
    return plain.stats();
  }

  @Override
  public String name() {
    return plain.name();
  }

  @Override
  public long maxAlignment() {
    return plain.maxAlignment();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      guards.close();
      plain.close();
    }
  }

  // Two allocators of one system are still two allocators.
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

  private MemorySegment allocateGuarded(long byteSize, long byteAlignment) {
    try {
      return segment(guards.memory().allocate(byteSize, byteAlignment));
    } catch (MappingException refused) {
      OutOfMemoryError error = Allocators.outOfMemory(this, byteSize, byteAlignment);
      OutOfMemoryError explained =
          new OutOfMemoryError(error.getMessage() + " " + refused.getMessage());
      explained.initCause(refused);
      throw explained;
    }
  }

  /** At random: a counter would keep step with a program that allocates in a rhythm. */
  private boolean isDrawn() {
    return sample == 1 || ThreadLocalRandom.current().nextInt(sample) == 0;
  }

  /** The guarded block that begins there; null if it can only be one of the plain allocator's. */
  private @Nullable GuardedBlock find(MemorySegment block) {
    @Nullable GuardedBlock guarded = block.isNative() ? guards.find(block.address()) : null;
    if (guarded == null && sample == 1) {
      throw MemoryFaultException.invalidFree(name(), block, "no live block begins there");
    }
    return guarded;
  }

  private void ensureOpen() {
    if (closed.getOpaque()) {
      throw new IllegalStateException(name() + ": this allocator is closed");
    }
  }

  @SuppressWarnings("restricted") // the extent is that of the block
  private static MemorySegment segment(GuardedBlock block) {
    return MemorySegment.ofAddress(block.placement().address())
        .reinterpret(block.placement().byteSize());
  }
}
