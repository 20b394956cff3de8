package dev.alloc.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;

/** The block all benchmarks allocate, and what they do with it. */
final class Block {
  static final long SIZE = 64; // bytes
  static final long ALIGNMENT = 8; // bytes
  static final long CONTENT = 0x5ca1ab1e;

  private Block() {}

  /** Allocates, writes and frees through the holder, asking it twice as a program does. */
  static void throughHolder() {
    MemorySegment block = Allocators.current().allocate(SIZE, ALIGNMENT);
    block.set(JAVA_LONG, 0, CONTENT);
    Allocators.current().free(block);
  }

  /** The same through an allocator the caller has; inlined, it is as good as written there. */
  static void through(Allocator allocator) {
    MemorySegment block = allocator.allocate(SIZE, ALIGNMENT);
    block.set(JAVA_LONG, 0, CONTENT);
    allocator.free(block);
  }
}
