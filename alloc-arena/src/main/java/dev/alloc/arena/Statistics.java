package dev.alloc.arena;

import dev.alloc.AllocatorStats;
import dev.alloc.MemoryFaultException;
import dev.alloc.arena.chunk.ChunkPool;
import dev.alloc.arena.lifetime.Epoch;
import dev.alloc.arena.placement.Requests;
import dev.alloc.arena.region.Owners;
import dev.alloc.arena.slot.ArenaSlots;
import dev.alloc.arena.tally.Totals;

/** What the tallies say since the last reset, and what they must not say; under the pool's lock. */
final class Statistics {
  private final ChunkPool pool;
  private final Epoch epoch;
  private final Owners owners;
  private final ArenaSlots slots;
  private final Requests requests;
  private Totals atReset = Totals.NONE;

  Statistics(ChunkPool pool, Epoch epoch, Owners owners, ArenaSlots slots, Requests requests) {
    this.pool = pool;
    this.epoch = epoch;
    this.owners = owners;
    this.slots = slots;
    this.requests = requests;
  }

  /** Counts all blocks but those of arenas as freed; the pool's lock is held. */
  void startEpoch() {
    atReset = Totals.of(owners.tallies());
  }

  AllocatorStats snapshot() {
    synchronized (pool) {
      epoch.ensureOpen();
      Totals arenas = Totals.of(slots.tallies());
      Totals now = Totals.of(owners.tallies());
      long blocks = now.liveBlocks() - atReset.liveBlocks() + arenas.liveBlocks();
      long bytes = now.liveBytes() - atReset.liveBytes() + arenas.liveBytes();
      long allocations = now.allocations() + arenas.allocations();
      return AllocatorStats.unknown()
          .withLive(blocks, bytes)
          .withTotals(
              allocations, allocations - blocks, now.allocatedBytes() + arenas.allocatedBytes())
          .withReallocations(now.reallocations())
          .withFailures(requests.failures())
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
    long live = snapshot().liveBlocks().orElse(0);
    if (live < 0) {
      throw new MemoryFaultException(
          MemoryFaultException.Kind.INVALID_FREE,
          "arena: INVALID_FREE: freed %d blocks it did not allocate".formatted(-live),
          0,
          -1);
    }
  }
}
