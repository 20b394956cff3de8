package dev.alloc.arena.placement;

import dev.alloc.Allocator;
import dev.alloc.arena.lifetime.Epoch;
import dev.alloc.arena.region.OversizeTable;
import dev.alloc.arena.region.Regions;
import dev.alloc.arena.span.Stripes;
import java.lang.foreign.MemorySegment;

/** Finds places for blocks where the fast path cannot. Callable from any thread. */
public final class Placement {
  private final Epoch epoch;
  private final Regions regions;
  private final Counts counts;
  private final Requests requests;
  private final Reclamation reclamation;
  private final RegionPlacement inRegions;
  private final SpanPlacement inSpans;

  /**
   * Creates it.
   *
   * @param maxAlignment the largest alignment granted, in bytes
   */
  public Placement(
      EpochChunks chunks,
      Regions regions,
      Stripes stripes,
      OversizeTable oversize,
      Requests requests,
      Reclamation reclamation,
      long maxAlignment) {
    this.epoch = chunks.epoch();
    this.regions = regions;
    this.counts = new Counts(regions, stripes);
    this.requests = requests;
    this.reclamation = reclamation;
    OversizePlacement beside = new OversizePlacement(chunks, oversize);
    this.inRegions = new RegionPlacement(chunks, regions, beside, maxAlignment);
    this.inSpans = new SpanPlacement(chunks, stripes, beside);
  }

  /** Allocates and counts. */
  public MemorySegment allocate(Allocator self, Thread thread, long byteSize, long byteAlignment) {
    MemorySegment block = place(self, thread, byteSize, byteAlignment);
    counts.of(thread).allocatedShared(byteSize);
    return block;
  }

  /** Allocates a block that is nothing but its address; 0 if blocks are more than that. */
  public long allocatePlain(Allocator self, Thread thread, long byteSize, long byteAlignment) {
    if (!epoch.isPlain()) {
      return 0;
    }
    MemorySegment block = place(self, thread, byteSize, byteAlignment);
    if (!epoch.isPlain()) {
      // It is in the first chunk that has a lifetime.
      reclamation.reclaim(thread, block.address(), byteSize);
      return 0;
    }
    counts.of(thread).allocatedShared(byteSize);
    return block.address();
  }

  /** Finds a place for a block; counts nothing but a failure. */
  MemorySegment place(Allocator self, Thread thread, long byteSize, long byteAlignment) {
    epoch.ensureOpen();
    requests.check(self, byteSize, byteAlignment);
    try {
      return regions.of(thread) == null && thread.isVirtual()
          ? inSpans.place(thread, byteSize, byteAlignment)
          : inRegions.place(thread, byteSize, byteAlignment);
    } catch (OutOfMemoryError refused) {
      throw requests.refused(refused, self, byteSize, byteAlignment);
    }
  }
}
