package dev.alloc.arena.slot;

import dev.alloc.arena.chunk.ArenaLimits;
import dev.alloc.arena.chunk.Chunk;
import dev.alloc.arena.chunk.ChunkPool;
import dev.alloc.arena.tally.Tally;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All slots, those that no thread keeps, and the chunks for them. */
public final class ArenaSlots {
  private final ChunkPool pool;
  private final ArenaLimits limits;
  private final List<Tally> tallies = new ArrayList<>(); // of all slots; guarded by the pool's lock
  private final ArrayDeque<ArenaSlot> free = new ArrayDeque<>();

  /** Creates it without slots; they are made when they are needed. */
  public ArenaSlots(ChunkPool pool, ArenaLimits limits) {
    this.pool = pool;
    this.limits = limits;
  }

  /** Returns a slot that is in use by nobody, to be kept in {@code home} when it is free again. */
  public ArenaSlot take(@Nullable SlotStack home) {
    synchronized (pool) {
      ArenaSlot slot = home == null ? null : home.pop();
      if (slot == null) {
        slot = free.poll();
      }
      if (slot == null) {
        slot = new ArenaSlot();
        tallies.add(slot.tally);
      }
      slot.home = home;
      return slot;
    }
  }

  /**
   * Gives the slot of an arena a chunk for a block that the present one cannot take.
   *
   * @return the chunk, if the block fills it and the slot's present one goes on; else null
   * @throws OutOfMemoryError if the upstream refuses; nothing has changed then
   */
  public @Nullable Chunk refill(ArenaSlot slot, long byteSize, long byteAlignment) {
    Chunk present = slot.chunk;
    long preferred = limits.chunkAfter(present == null ? 0 : present.byteSize);
    long alignment = limits.chunkAlignment(byteAlignment);
    long footprint = Math.max(byteSize, 1);
    if (limits.isOversize(byteSize, byteAlignment, preferred)) {
      Chunk kept = slot.home == null ? null : slot.home.takeLarge();
      if (kept != null && !limits.isFilledBy(footprint, kept, alignment)) {
        pool.release(kept);
        kept = null;
      }
      Chunk own = kept != null ? kept : pool.acquireExactly(footprint, alignment);
      if (own != null) {
        slot.addLarge(own, byteSize);
        return own;
      }
    }
    // If the block is too large for its share, this finds the free chunk that others can share.
    Chunk next = pool.acquire(footprint, preferred, alignment);
    slot.install(next, next.byteSize == limits.firstChunkBytes());
    return null;
  }

  /** Takes a slot back from an arena that was closed; its thread keeps it if it has room. */
  public void release(ArenaSlot slot, boolean zeroed) {
    slot.tally.freedAll();
    SlotStack home = slot.home;
    if (home != null && slot.isReusable() && home.push(slot)) {
      slot.rewind(zeroed);
      if (slot.large != null) {
        keepLarge(slot, home);
      }
    } else {
      releaseForAll(slot);
    }
  }

  private void keepLarge(ArenaSlot slot, SlotStack home) {
    Chunk large = Objects.requireNonNull(slot.takeLarge());
    if (large.byteSize > limits.maxChunkBytes() || !home.keepLarge(large)) {
      pool.release(large);
    }
  }

  private void releaseForAll(ArenaSlot slot) {
    synchronized (pool) {
      releaseChunks(slot);
      free.push(slot);
    }
  }

  /** Takes back what a thread keeps. */
  public void releaseAll(SlotStack stack) {
    synchronized (pool) {
      for (ArenaSlot slot = stack.pop(); slot != null; slot = stack.pop()) {
        releaseChunks(slot);
        free.push(slot);
      }
      Chunk large = stack.takeLarge();
      if (large != null) {
        pool.release(large);
      }
    }
  }

  /** How many slots are in use if so many are kept by threads; the pool's lock is held. */
  public long inUse(long kept) {
    return tallies.size() - free.size() - kept;
  }

  /** What was counted in all slots; guarded by the pool's lock. */
  public List<Tally> tallies() {
    return tallies;
  }

  private void releaseChunks(ArenaSlot slot) {
    pool.releaseUntil(slot.takeChunks(), null);
    pool.releaseUntil(slot.takeLarge(), null);
  }
}
