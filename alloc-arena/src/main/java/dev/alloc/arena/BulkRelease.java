package dev.alloc.arena;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.MemoryFaultException;
import org.jspecify.annotations.Nullable;

/** Resets, marks and closing, and the statistics that they change; all under the pool's lock. */
final class BulkRelease {
  private final ArenaCore core;
  private final ChunkPool pool;
  private final Owners owners;
  private final Epoch epoch;
  private Totals atReset = Totals.NONE;
  private boolean closed;

  BulkRelease(ArenaCore core, Epoch epoch) {
    this.core = core;
    this.pool = core.pool;
    this.owners = core.owners;
    this.epoch = epoch;
  }

  void reset(long retainBytes) {
    if (retainBytes < 0) {
      throw new IllegalArgumentException("arena: cannot retain " + retainBytes + " bytes");
    }
    synchronized (pool) {
      epoch.ensureOpen();
      endMarks(); // first: this and the next step may refuse, and then no memory has moved
      epoch.next();
      releaseChunks();
      atReset = Totals.of(core.tallies());
      ThreadRegion own = owners.find(Thread.currentThread());
      if (own != null) {
        core.slots.releaseAll(own); // those of other threads are theirs alone
      }
      pool.trim(retainBytes);
    }
  }

  ArenaMark mark(Thread thread) {
    synchronized (pool) {
      ThreadRegion region = core.enter(thread);
      ArenaMark mark =
          new ArenaMark(this, region, thread, core.oversize.lastSerial(), epoch.isSafe());
      region.topMark = mark;
      Chunk chunk = region.chunk;
      region.markHere(chunk == null ? region.memory() : region.view(chunk, epoch));
      return mark;
    }
  }

  void rewind(ArenaMark mark) {
    ThreadRegion region = mark.region;
    synchronized (pool) {
      epoch.ensureOpen();
      refuseInvalid(mark);
      mark.endLifetime();
      ArenaMark.Live made = mark.made();
      Chunk chunk = region.chunk;
      while (chunk != mark.chunk && chunk != null) {
        Chunk previous = chunk.previous;
        pool.release(chunk);
        chunk = previous;
      }
      region.chunk = mark.chunk;
      core.oversize.releaseNewerThan(mark, pool);
      region.tally.freedShared(made.blocks(), made.bytes());
      region.rewind(mark);
      if (region.topMark == null && mark.thread.isVirtual()) {
        owners.leave(region);
      }
    }
  }

  AllocatorStats stats() {
    synchronized (pool) {
      epoch.ensureOpen();
      Totals arenas = Totals.of(core.slots.tallies());
      Totals now = Totals.of(core.tallies());
      long blocks = now.liveBlocks() - atReset.liveBlocks() + arenas.liveBlocks();
      long bytes = now.liveBytes() - atReset.liveBytes() + arenas.liveBytes();
      long allocations = now.allocations() + arenas.allocations();
      return AllocatorStats.unknown()
          .withLive(blocks, bytes)
          .withTotals(
              allocations, allocations - blocks, now.allocatedBytes() + arenas.allocatedBytes())
          .withReallocations(now.reallocations())
          .withFailures(core.failures.sum())
          .withReservedBytes(pool.reservedBytes())
          .withReturnedBytes(pool.returnedBytes())
          .withLost(
              now.paddingBytes() - atReset.paddingBytes(),
              now.chunkEndBytes() - atReset.chunkEndBytes(),
              now.deadBytes() - atReset.deadBytes());
    }
  }

  /** Refuses to go on if more was freed than was ever allocated. */
  void check() {
    long live = stats().liveBlocks().orElse(0);
    if (live < 0) {
      throw new MemoryFaultException(
          MemoryFaultException.Kind.INVALID_FREE,
          "arena: INVALID_FREE: freed %d blocks it did not allocate".formatted(-live),
          0,
          -1);
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
        check();
        endMarks();
        epoch.close();
        releaseChunks();
        for (ThreadRegion region : owners.all()) {
          core.slots.releaseAll(region);
        }
        pool.trim(0);
      }
      upstream.close(); // may refuse, and be asked again
      closed = true;
    }
  }

  private void endMarks() {
    for (ThreadRegion region : owners.all()) {
      for (ArenaMark mark = region.topMark; mark != null; mark = mark.below) {
        mark.endLifetime();
      }
    }
  }

  private void releaseChunks() {
    for (ThreadRegion region : owners.all()) {
      releaseStack(region.chunk);
      region.chunk = null;
    }
    for (Stripes.Stripe stripe : core.stripes.all()) {
      releaseStack(stripe.chunk);
      stripe.chunk = null;
      stripe.chunkBytes = 0;
      stripe.span = Span.NONE;
    }
    core.oversize.releaseAll(pool);
  }

  private void releaseStack(@Nullable Chunk newest) {
    Chunk chunk = newest;
    while (chunk != null) {
      Chunk previous = chunk.previous;
      pool.releaseForTrim(chunk);
      chunk = previous;
    }
  }

  private void refuseOpenArenas() {
    long open = core.slots.inUse(owners.all());
    if (open != 0) {
      throw new IllegalStateException(
          "arena: %d arenas over this allocator are open; close them first".formatted(open));
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
