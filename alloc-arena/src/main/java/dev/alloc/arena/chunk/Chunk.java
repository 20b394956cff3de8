package dev.alloc.arena.chunk;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A block of the upstream's, cut into blocks of ours; kept in a pool while nobody uses it. */
public final class Chunk {
  /** All of it. */
  public final MemorySegment block;

  /** The address of its first byte. */
  public final long base;

  /** Its size in bytes. */
  public final long byteSize;

  private @Nullable Chunk previous;
  private long dirtyBytes;
  private boolean backwards;

  Chunk(MemorySegment block) {
    this.block = block;
    this.base = block.address();
    this.byteSize = block.byteSize();
    this.dirtyBytes = byteSize; // the upstream promises nothing about contents
  }

  /** The address behind its last byte. */
  public long end() {
    return base + byteSize;
  }

  /** Whether an address is in it. */
  public boolean contains(long address) {
    return address >= base && address < end();
  }

  /** The chunk its user had before; guarded by the pool's lock. */
  public @Nullable Chunk previous() {
    return previous;
  }

  /** Puts this on top of the chunks its user had before; guarded by the pool's lock. */
  public void putOn(@Nullable Chunk older) {
    previous = older;
  }

  /** Bytes from {@link #base} on that may not be zero; belongs to whoever uses the chunk. */
  public long dirtyBytes() {
    return dirtyBytes;
  }

  /** Says how many bytes from {@link #base} on may not be zero. */
  public void setDirtyBytes(long bytes) {
    dirtyBytes = bytes;
  }

  /** Which way to go over it this time: backwards every second time. */
  public boolean turn() {
    backwards = !backwards;
    return backwards;
  }
}
