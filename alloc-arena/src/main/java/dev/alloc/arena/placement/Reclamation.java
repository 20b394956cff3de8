package dev.alloc.arena.placement;

import dev.alloc.arena.lifetime.Epoch;
import dev.alloc.arena.region.Oversize;
import dev.alloc.arena.region.OversizeTable;
import dev.alloc.arena.region.Regions;
import dev.alloc.arena.region.ThreadRegion;
import dev.alloc.arena.span.Stripes;
import org.jspecify.annotations.Nullable;

/** Takes the places of single blocks back, as far as that can be done. */
public final class Reclamation {
  private final Epoch epoch;
  private final Regions regions;
  private final Stripes stripes;
  private final OversizeTable oversize;
  private final Counts counts;

  /** Creates it. */
  public Reclamation(Epoch epoch, Regions regions, Stripes stripes, OversizeTable oversize) {
    this.epoch = epoch;
    this.regions = regions;
    this.stripes = stripes;
    this.oversize = oversize;
    this.counts = new Counts(regions, stripes);
  }

  /** Frees a block and counts it. */
  public void free(Thread thread, long address, long byteSize) {
    reclaim(thread, address, byteSize);
    counts.of(thread).freedShared(1, byteSize);
  }

  /** Takes a block's place back; counts only what is lost. */
  void reclaim(Thread thread, long address, long byteSize) {
    epoch.ensureOpen();
    Oversize own = oversize.mayHold(byteSize) ? oversize.release(address) : null;
    ThreadRegion region = regions.currentOf(thread);
    if (region != null) {
      region.noteFreed(address, byteSize, own);
    }
    if (own == null && !freeLast(region, thread, address, byteSize)) {
      counts.of(thread).diedShared(Math.max(byteSize, 1));
    }
  }

  private boolean freeLast(
      @Nullable ThreadRegion region, Thread thread, long address, long byteSize) {
    return region != null
        ? region.freeLast(address, byteSize)
        : stripes.of(thread).span().freeLast(address, byteSize);
  }
}
