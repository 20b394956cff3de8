package dev.alloc.arena.placement;

import dev.alloc.arena.chunk.Chunk;
import dev.alloc.arena.region.Regions;
import dev.alloc.arena.region.ThreadRegion;
import java.lang.foreign.MemorySegment;

/** Places blocks in the region of a thread, in a new chunk where need be. */
record RegionPlacement(
    EpochChunks chunks, Regions regions, OversizePlacement beside, long maxAlignment) {

  MemorySegment place(Thread thread, long byteSize, long byteAlignment) {
    synchronized (chunks.pool()) {
      ThreadRegion region = regions.enter(thread);
      long address = region.bump(byteSize, byteAlignment, maxAlignment);
      if (address != 0) { // the table had lost sight of the region, or an epoch has ended
        return region.slice(address, byteSize);
      }
      long next = chunks.limits().chunkAfter(region.chunkBytes());
      if (chunks.limits().isOversize(byteSize, byteAlignment, next)) {
        MemorySegment own = beside.place(region, byteSize, byteAlignment);
        if (own != null) {
          return own;
        }
      }
      Chunk chunk = chunks.acquire(byteSize, byteAlignment, next);
      region.goOnIn(chunk, chunks.epoch());
      return region.slice(region.bump(byteSize, byteAlignment, maxAlignment), byteSize);
    }
  }
}
