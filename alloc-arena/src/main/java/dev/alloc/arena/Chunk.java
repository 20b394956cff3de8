package dev.alloc.arena;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A block of the upstream's, cut into blocks of ours; kept in a pool while nobody uses it. */
final class Chunk {
  final MemorySegment block;
  final long base;
  final long byteSize;

  /** The chunk its user had before; guarded by the pool's lock. */
  @Nullable Chunk previous;

  /** Bytes from {@link #base} on that may not be zero; belongs to whoever uses the chunk. */
  long dirtyBytes;

  Chunk(MemorySegment block) {
    this.block = block;
    this.base = block.address();
    this.byteSize = block.byteSize();
    this.dirtyBytes = byteSize; // the upstream promises nothing about contents
  }

  long end() {
    return base + byteSize;
  }
}
