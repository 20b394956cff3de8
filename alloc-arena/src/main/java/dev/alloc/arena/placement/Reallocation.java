package dev.alloc.arena.placement;

import dev.alloc.Allocator;
import dev.alloc.arena.region.Oversize;
import dev.alloc.arena.region.OversizeTable;
import dev.alloc.arena.region.Regions;
import dev.alloc.arena.region.ThreadRegion;
import dev.alloc.arena.span.Stripes;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Resizes a block where it is, or moves it; either way it is one reallocation. */
public final class Reallocation {
  private final EpochChunks chunks;
  private final Regions regions;
  private final Stripes stripes;
  private final OversizeTable oversize;
  private final Requests requests;
  private final Placement placement;
  private final Reclamation reclamation;
  private final Counts counts;

  /** Creates it. */
  public Reallocation(
      EpochChunks chunks,
      Regions regions,
      Stripes stripes,
      OversizeTable oversize,
      Requests requests,
      Placement placement,
      Reclamation reclamation) {
    this.chunks = chunks;
    this.regions = regions;
    this.stripes = stripes;
    this.oversize = oversize;
    this.requests = requests;
    this.placement = placement;
    this.reclamation = reclamation;
    this.counts = new Counts(regions, stripes);
  }

  /** Resizes a block and counts it. */
  public MemorySegment reallocate(
      Allocator self, MemorySegment block, long newByteSize, long byteAlignment) {
    chunks.epoch().ensureOpen();
    Thread thread = Thread.currentThread();
    long byteSize = block.byteSize();
    requests.check(self, newByteSize, byteAlignment);
    MemorySegment resized =
        (block.address() & (byteAlignment - 1)) == 0 ? resize(thread, block, newByteSize) : null;
    if (resized == null) {
      resized = placement.place(self, thread, newByteSize, byteAlignment);
      MemorySegment.copy(block, 0, resized, 0, Math.min(byteSize, newByteSize));
      reclamation.reclaim(thread, block.address(), byteSize);
    }
    counts.of(thread).reallocatedShared(newByteSize - byteSize);
    return resized;
  }

  /** Resizes a block where it is; null if it has to move. */
  private @Nullable MemorySegment resize(Thread thread, MemorySegment block, long newByteSize) {
    long address = block.address();
    long byteSize = block.byteSize();
    ThreadRegion region = regions.currentOf(thread);
    boolean marked = region != null && region.hasMarks();
    if (oversize.mayHold(byteSize)) {
      synchronized (chunks.pool()) {
        Oversize own = oversize.get(address);
        if (own != null) {
          boolean stays =
              marked ? newByteSize == byteSize : chunks.limits().isFilledBy(newByteSize, own.chunk);
          return stays ? own.slice(newByteSize) : null;
        }
      }
    }
    MemorySegment resized =
        region != null
            ? region.resizeLast(address, byteSize, newByteSize)
            : stripes.of(thread).span().resizeLast(address, byteSize, newByteSize);
    if (resized != null || newByteSize > byteSize || block.isReadOnly()) {
      return resized;
    }
    if (newByteSize < byteSize) {
      if (marked) {
        return null; // the mark could not tell whose bytes went
      }
      counts.of(thread).diedShared(byteSize - newByteSize);
    }
    return block.asSlice(0, newByteSize);
  }
}
