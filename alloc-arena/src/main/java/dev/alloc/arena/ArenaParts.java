package dev.alloc.arena;

import dev.alloc.Allocator;
import dev.alloc.arena.chunk.ArenaLimits;
import dev.alloc.arena.chunk.ChunkPool;
import dev.alloc.arena.lifetime.Epoch;
import dev.alloc.arena.placement.EpochChunks;
import dev.alloc.arena.placement.Placement;
import dev.alloc.arena.placement.Reallocation;
import dev.alloc.arena.placement.Reclamation;
import dev.alloc.arena.placement.Requests;
import dev.alloc.arena.placement.SlotPlacement;
import dev.alloc.arena.region.Marks;
import dev.alloc.arena.region.OversizeTable;
import dev.alloc.arena.region.Owners;
import dev.alloc.arena.region.Regions;
import dev.alloc.arena.slot.ArenaSlots;
import dev.alloc.arena.span.Stripes;

/** What an arena is made of, beside the regions of threads: a record, so that the JIT trusts it. */
record ArenaParts(
    Owners owners,
    OversizeTable oversize,
    ArenaSlots slots,
    SlotPlacement slotPlacement,
    Placement placement,
    Reallocation reallocation,
    Reclamation reclamation,
    Marks marks,
    BulkRelease release,
    Statistics statistics) {

  static ArenaParts over(Allocator upstream, ArenaLimits limits, Epoch epoch) {
    ChunkPool pool = new ChunkPool(upstream, limits);
    EpochChunks chunks = new EpochChunks(pool, limits, epoch);
    Requests requests = new Requests();
    Stripes stripes = new Stripes();
    Owners owners = new Owners(stripes.tallies());
    ArenaSlots slots = new ArenaSlots(pool, limits);
    Regions regions = new Regions(owners, pool, slots, epoch);
    OversizeTable oversize = new OversizeTable(pool, limits.leastOversize());
    Reclamation reclamation = new Reclamation(epoch, regions, stripes, oversize);
    Placement placement =
        new Placement(
            chunks, regions, stripes, oversize, requests, reclamation, upstream.maxAlignment());
    Statistics statistics = new Statistics(pool, epoch, owners, slots, requests);
    return new ArenaParts(
        owners,
        oversize,
        slots,
        new SlotPlacement(epoch, regions, slots, requests),
        placement,
        new Reallocation(chunks, regions, stripes, oversize, requests, placement, reclamation),
        reclamation,
        new Marks(regions, oversize, pool, epoch),
        new BulkRelease(pool, epoch, regions, stripes, oversize, slots, statistics),
        statistics);
  }
}
