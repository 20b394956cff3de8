package dev.alloc.arena.region;

import dev.alloc.Mark;
import dev.alloc.arena.chunk.ChunkPool;
import dev.alloc.arena.lifetime.Epoch;
import dev.alloc.arena.tally.Live;

/** Makes marks and goes back to them, under the pool's lock. */
public final class Marks {
  private final Regions regions;
  private final OversizeTable oversize;
  private final ChunkPool pool;
  private final Epoch epoch;

  /** Creates the marks of the threads in {@code regions}. */
  public Marks(Regions regions, OversizeTable oversize, ChunkPool pool, Epoch epoch) {
    this.regions = regions;
    this.oversize = oversize;
    this.pool = pool;
    this.epoch = epoch;
  }

  /** Marks the present state of a thread's region. */
  public Mark mark(Thread thread) {
    synchronized (pool) {
      ThreadRegion region = regions.enter(thread);
      ArenaMark mark = new ArenaMark(this, region, thread, oversize.lastSerial(), epoch.isSafe());
      region.add(mark, epoch);
      return mark;
    }
  }

  /** Goes back to a mark, or refuses and changes nothing. */
  void rewind(ArenaMark mark) {
    ThreadRegion region = mark.region;
    synchronized (pool) {
      epoch.ensureOpen();
      refuseInvalid(mark);
      mark.endLifetime();
      Live made = mark.made();
      pool.releaseUntil(region.chunk, mark.chunk);
      region.chunk = mark.chunk;
      oversize.releaseNewerThan(mark);
      region.tally.freedShared(made.blocks(), made.bytes());
      region.rewind(mark);
      if (region.topMark == null && mark.thread.isVirtual()) {
        regions.leave(region);
      }
    }
  }

  private void refuseInvalid(ArenaMark mark) {
    if (Thread.currentThread() != mark.thread) {
      throw new WrongThreadException("arena: this mark belongs to " + mark.thread);
    }
    if (mark.epoch != epoch.current()) {
      throw new IllegalStateException("arena: this mark is void, the arena was reset since");
    }
    if (mark.region.topMark != mark) {
      throw new IllegalStateException("arena: a mark made later is still open; close it first");
    }
  }
}
