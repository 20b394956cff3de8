package dev.alloc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An allocator made of two functions, with the checks that functions do not make. */
record FunctionAllocator(
    SegmentAllocator allocate,
    Consumer<MemorySegment> free,
    Set<Capability> capabilities,
    AtomicBoolean closed)
    implements Allocator {
  private static final Set<Capability> ALWAYS =
      Set.of(Capability.THREAD_SAFE, Capability.INDIVIDUAL_FREE);
  private static final Set<Capability> ON_REQUEST = Set.of(Capability.NATIVE, Capability.SCOPES);

  static Allocator of(
      SegmentAllocator allocate, Consumer<MemorySegment> free, Set<Capability> capabilities) {
    Objects.requireNonNull(allocate, "allocate");
    Objects.requireNonNull(free, "free");
    EnumSet<Capability> all = EnumSet.copyOf(ALWAYS);
    all.addAll(capabilities);
    for (Capability capability : all) {
      if (!ALWAYS.contains(capability) && !ON_REQUEST.contains(capability)) {
        throw new IllegalArgumentException(
            "two functions cannot promise " + capability + "; only " + ALWAYS + ON_REQUEST);
      }
    }
    if (all.contains(Capability.SCOPES) && !all.contains(Capability.NATIVE)) {
      throw new IllegalArgumentException("SCOPES needs NATIVE: only native blocks can be scoped");
    }
    return new FunctionAllocator(allocate, free, Set.copyOf(all), new AtomicBoolean());
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    ensureOpen();
    Requests.check(this, byteSize, byteAlignment);
    @Nullable MemorySegment block = allocate.allocate(byteSize, byteAlignment);
    if (block == null || MemorySegment.NULL.equals(block)) {
      throw Requests.outOfMemory(this, byteSize, byteAlignment);
    }
    if (block.byteSize() != byteSize || block.address() % byteAlignment != 0) {
      IllegalStateException broken =
          new IllegalStateException(
              "functions: asked for %d bytes aligned to %d, got %d at 0x%x"
                  .formatted(byteSize, byteAlignment, block.byteSize(), block.address()));
      Allocators.freeAfter(broken, this, block);
      throw broken;
    }
    return block;
  }

  @Override
  public void free(MemorySegment block) {
    ensureOpen();
    if (block.address() == 0) {
      throw Requests.nullSegment(this, block);
    }
    if (capabilities.contains(Capability.NATIVE) && !block.isNative()) {
      throw MemoryFaultException.invalidFree(name(), block, "it is on the Java heap");
    }
    free.accept(block);
  }

  @Override
  public AllocatorStats stats() {
    ensureOpen();
    return AllocatorStats.unknown();
  }

  @Override
  public String name() {
    return "functions";
  }

  @Override
  public void close() {
    closed.set(true);
  }

  private void ensureOpen() {
    if (closed.get()) {
      throw new IllegalStateException("functions: this allocator is closed");
    }
  }

  // Two allocators of the same functions are still two allocators.
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
