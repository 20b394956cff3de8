package dev.alloc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * An arena for any thread over any allocator; the JDK's own shared arena gives it its lifetime and
 * its errors.
 */
final class SharedArenaView implements Arena {
  private final Allocator allocator;
  private final boolean zeroed;
  private final boolean scoped;
  private final Arena lifetime = Arena.ofShared();
  private final BlockList blocks = new BlockList(); // guarded by itself

  private SharedArenaView(Allocator allocator, boolean zeroed) {
    this.allocator = allocator;
    this.zeroed = zeroed;
    this.scoped = allocator.capabilities().contains(Capability.SCOPES);
  }

  static Arena open(Allocator allocator, boolean zeroed) {
    allocator.stats(); // throws if it is closed
    if (!allocator.capabilities().contains(Capability.THREAD_SAFE)) {
      throw new IllegalStateException(
          allocator.name() + " is not thread safe, so it has no shared arena; use a confined one");
    }
    return new SharedArenaView(allocator, zeroed);
  }

  @Override
  @SuppressWarnings("restricted") // reinterpret only narrows the lifetime here
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    ensureOpen();
    MemorySegment block =
        zeroed
            ? allocator.allocateZeroed(byteSize, byteAlignment)
            : allocator.allocate(byteSize, byteAlignment);
    try {
      MemorySegment view = scoped ? block.reinterpret(this, null) : block;
      synchronized (blocks) {
        ensureOpen(); // a block added after the arena was closed would never be freed
        blocks.add(block);
      }
      return view;
    } catch (RuntimeException | Error failure) {
      Allocators.freeAfter(failure, allocator, block);
      throw failure;
    }
  }

  @Override
  public MemorySegment.Scope scope() {
    return lifetime.scope();
  }

  @Override
  public void close() {
    synchronized (blocks) {
      lifetime.close();
    }
    blocks.freeAll(allocator); // nobody adds any more
  }

  private void ensureOpen() {
    if (!lifetime.scope().isAlive()) {
      throw new IllegalStateException("Already closed");
    }
  }
}
