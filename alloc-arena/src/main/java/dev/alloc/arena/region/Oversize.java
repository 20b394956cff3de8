package dev.alloc.arena.region;

import dev.alloc.arena.chunk.Chunk;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A block with a chunk of its own; guarded by the pool's lock. */
public final class Oversize {
  /** All of its memory. */
  public final Chunk chunk;

  private final MemorySegment view; // of the chunk, with the lifetime of its epoch or mark
  final @Nullable ThreadRegion region; // null if a virtual thread made it
  final long serial; // blocks made after a mark have a higher one than the mark
  private @Nullable Oversize older; // of the same region
  private @Nullable Oversize newer;

  Oversize(Chunk chunk, MemorySegment view, @Nullable ThreadRegion region, long serial) {
    this.chunk = chunk;
    this.view = view;
    this.region = region;
    this.serial = serial;
  }

  /** The first bytes of it, with the lifetime it has. */
  public MemorySegment slice(long byteSize) {
    return view.asSlice(0, byteSize);
  }

  /** Puts this on top of the region's blocks of their own. */
  void link() {
    if (region != null) {
      older = region.oversize;
      if (older != null) {
        older.newer = this;
      }
      region.oversize = this;
    }
  }

  /** Takes this out from among the region's blocks of their own. */
  void unlink() {
    if (older != null) {
      older.newer = newer;
    }
    if (newer != null) {
      newer.older = older;
    } else if (region != null && region.oversize == this) {
      region.oversize = older;
    }
  }
}
