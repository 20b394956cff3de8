package dev.alloc.arena.region;

import dev.alloc.arena.chunk.ChunkPool;
import dev.alloc.arena.lifetime.Epoch;
import dev.alloc.arena.slot.ArenaSlots;
import org.jspecify.annotations.Nullable;

/**
 * The regions of all threads, also where the table has lost sight of one or an epoch has ended;
 * under the pool's lock where it says so or has to wait for it.
 */
public final class Regions {
  private final Owners owners;
  private final ChunkPool pool;
  private final ArenaSlots slots;
  private final Epoch epoch;

  /** Creates the slow way to the regions of {@code owners}. */
  public Regions(Owners owners, ChunkPool pool, ArenaSlots slots, Epoch epoch) {
    this.owners = owners;
    this.pool = pool;
    this.slots = slots;
    this.epoch = epoch;
  }

  /** Returns the thread's own region, or null if it has none. */
  public @Nullable ThreadRegion of(Thread thread) {
    ThreadRegion region = owners.of(thread);
    if (region.owner == thread) {
      return region;
    }
    return thread.isVirtual() && !owners.hasLostVirtual() ? null : findSlowly(thread);
  }

  /** Returns the thread's own region, empty if a reset came between; null for virtual threads. */
  public @Nullable ThreadRegion currentOf(Thread thread) {
    ThreadRegion region = of(thread);
    if (region == null && thread.isVirtual()) {
      return null;
    }
    if (region == null || region.epoch != epoch.current()) {
      synchronized (pool) {
        return enter(thread);
      }
    }
    return region;
  }

  /** Gives a thread a region of the current epoch; the pool's lock is held. */
  public ThreadRegion enter(Thread thread) {
    epoch.ensureOpen();
    ThreadRegion region = owners.enter(thread);
    if (thread.isVirtual()) {
      releaseSlots(region); // a platform thread had it before
    }
    if (region.epoch != epoch.current()) {
      region.clear(epoch.current());
    }
    return region;
  }

  /** Takes a region from its thread, which is virtual and has closed its last mark. */
  void leave(ThreadRegion region) {
    owners.leave(region);
  }

  /** Hands the chunks of all regions to the pool, whose lock is held; a trim follows. */
  public void releaseForTrim() {
    for (ThreadRegion region : owners.all()) {
      pool.releaseForTrim(region.chunk);
      region.chunk = null;
    }
  }

  /** In safe mode, makes the blocks of all marks inaccessible; the pool's lock is held. */
  public void endMarks() {
    for (ThreadRegion region : owners.all()) {
      for (ArenaMark mark = region.topMark; mark != null; mark = mark.below) {
        mark.endLifetime();
      }
    }
  }

  /** Takes back the slots that a thread keeps; the pool's lock is held. */
  public void releaseSlotsOf(Thread thread) {
    ThreadRegion region = owners.find(thread);
    if (region != null) {
      releaseSlots(region);
    }
  }

  /** Takes back the slots that all threads keep; the pool's lock is held. */
  public void releaseSlots() {
    owners.all().forEach(this::releaseSlots);
  }

  /** How many slots all threads keep; the pool's lock is held. */
  public long keptSlots() {
    return owners.all().stream()
        .mapToLong(region -> region.slots(false).size() + region.slots(true).size())
        .sum();
  }

  private void releaseSlots(ThreadRegion region) {
    slots.releaseAll(region.slots(false));
    slots.releaseAll(region.slots(true));
  }

  private @Nullable ThreadRegion findSlowly(Thread thread) {
    synchronized (pool) {
      return owners.find(thread);
    }
  }
}
