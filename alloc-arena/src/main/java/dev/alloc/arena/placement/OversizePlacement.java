package dev.alloc.arena.placement;

import dev.alloc.arena.chunk.Chunk;
import dev.alloc.arena.region.OversizeTable;
import dev.alloc.arena.region.ThreadRegion;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Places blocks beside the present chunk, in one of their own; the pool's lock is held. */
record OversizePlacement(EpochChunks chunks, OversizeTable oversize) {

  /** Gives a block a chunk of its own; null if there is a free one to share, which comes next. */
  @Nullable MemorySegment place(@Nullable ThreadRegion region, long byteSize, long byteAlignment) {
    Chunk chunk = chunks.acquireExactly(byteSize, byteAlignment);
    if (chunk == null) {
      return null;
    }
    try {
      MemorySegment view =
          region == null
              ? chunks.epoch().view(chunk.block)
              : region.view(chunk.block, chunks.epoch());
      return oversize.add(chunk, view, region, byteSize).slice(byteSize);
    } catch (OutOfMemoryError e) {
      chunks.pool().release(chunk); // the table could not grow
      throw e;
    }
  }
}
