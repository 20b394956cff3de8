package dev.alloc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * An arena for one thread over any allocator; the JDK's own confined arena gives it its lifetime
 * and its errors.
 */
final class ConfinedArenaView implements Arena {
  private final Allocator allocator;
  private final boolean zeroed;
  private final boolean scoped;
  private final Thread owner = Thread.currentThread();
  private final Arena lifetime = Arena.ofConfined();
  private final BlockList blocks = new BlockList();

  private ConfinedArenaView(Allocator allocator, boolean zeroed) {
    this.allocator = allocator;
    this.zeroed = zeroed;
    this.scoped = allocator.capabilities().contains(Capability.SCOPES);
  }

  static Arena open(Allocator allocator, boolean zeroed) {
    allocator.stats(); // throws if it is closed
    return new ConfinedArenaView(allocator, zeroed);
  }

  @Override
  @SuppressWarnings("restricted") // reinterpret only narrows the lifetime here
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    if (Thread.currentThread() != owner) {
      throw new WrongThreadException("this arena is confined to " + owner);
    }
    if (!lifetime.scope().isAlive()) {
      throw new IllegalStateException("Already closed");
    }
    MemorySegment block =
        zeroed
            ? allocator.allocateZeroed(byteSize, byteAlignment)
            : allocator.allocate(byteSize, byteAlignment);
    try {
      MemorySegment view = scoped ? block.reinterpret(this, null) : block;
      blocks.add(block);
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
    lifetime.close();
    blocks.freeAll(allocator);
  }
}
