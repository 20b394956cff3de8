package dev.alloc.arena;

import dev.alloc.Allocator;
import dev.alloc.arena.chunk.ChunkPool;
import dev.alloc.arena.lifetime.Epoch;
import dev.alloc.arena.region.OversizeTable;
import dev.alloc.arena.region.Regions;
import dev.alloc.arena.slot.ArenaSlots;
import dev.alloc.arena.span.Stripes;

/** Resets and closing, which end all blocks of all threads; all under the pool's lock. */
final class BulkRelease {
  private final ChunkPool pool;
  private final Epoch epoch;
  private final Regions regions;
  private final Stripes stripes;
  private final OversizeTable oversize;
  private final ArenaSlots slots;
  private final Statistics statistics;
  private boolean closed;

  BulkRelease(
      ChunkPool pool,
      Epoch epoch,
      Regions regions,
      Stripes stripes,
      OversizeTable oversize,
      ArenaSlots slots,
      Statistics statistics) {
    this.pool = pool;
    this.epoch = epoch;
    this.regions = regions;
    this.stripes = stripes;
    this.oversize = oversize;
    this.slots = slots;
    this.statistics = statistics;
  }

  void reset(long retainBytes) {
    if (retainBytes < 0) {
      throw new IllegalArgumentException("arena: cannot retain " + retainBytes + " bytes");
    }
    synchronized (pool) {
      epoch.ensureOpen();
      regions.endMarks(); // first: this and the next step may refuse, and then no memory has moved
      epoch.next();
      releaseChunks();
      statistics.startEpoch();
      regions.releaseSlotsOf(Thread.currentThread()); // those of other threads are theirs alone
      pool.trim(retainBytes);
    }
  }

  /**
   * Gives all memory back to the upstream and closes that; does nothing if that is done already.
   */
  void close(Allocator upstream) {
    synchronized (pool) {
      if (closed) {
        return;
      }
      if (!epoch.isClosed()) {
        refuseOpenArenas();
        statistics.check();
        regions.endMarks();
        epoch.close();
        releaseChunks();
        regions.releaseSlots();
        pool.trim(0);
      }
      upstream.close(); // may refuse, and be asked again
      closed = true;
    }
  }

  private void releaseChunks() {
    regions.releaseForTrim();
    stripes.releaseForTrim(pool);
    oversize.releaseForTrim();
  }

  private void refuseOpenArenas() {
    long open = slots.inUse(regions.keptSlots());
    if (open != 0) {
      throw new IllegalStateException(
          "arena: %d arenas over this allocator are open; close them first".formatted(open));
    }
  }
}
