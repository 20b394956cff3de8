package dev.alloc.arena.placement;

import dev.alloc.Allocator;
import dev.alloc.arena.chunk.Chunk;
import dev.alloc.arena.lifetime.Epoch;
import dev.alloc.arena.region.Regions;
import dev.alloc.arena.region.ThreadRegion;
import dev.alloc.arena.slot.ArenaSlot;
import dev.alloc.arena.slot.ArenaSlots;
import org.jspecify.annotations.Nullable;

/** Gives arenas slots, and slots memory, where the fast path cannot. */
public final class SlotPlacement {
  private final Epoch epoch;
  private final Regions regions;
  private final ArenaSlots slots;
  private final Requests requests;

  /** Creates it. */
  public SlotPlacement(Epoch epoch, Regions regions, ArenaSlots slots, Requests requests) {
    this.epoch = epoch;
    this.regions = regions;
    this.slots = slots;
    this.requests = requests;
  }

  /**
   * Returns a slot for an arena of a thread that has none ready. Virtual threads keep none: their
   * region may be another's before the arena is closed.
   */
  public ArenaSlot slotFor(Thread thread, boolean zeroed) {
    epoch.ensureOpen();
    ThreadRegion region = thread.isVirtual() ? null : regions.currentOf(thread);
    return slots.take(region == null ? null : region.slots(zeroed));
  }

  /** Gives an arena's slot memory for a block, see {@link ArenaSlots#refill}. */
  public @Nullable Chunk refill(Allocator self, ArenaSlot slot, long byteSize, long byteAlignment) {
    epoch.ensureOpen();
    requests.check(self, byteSize, byteAlignment);
    try {
      return slots.refill(slot, byteSize, byteAlignment);
    } catch (OutOfMemoryError refused) {
      throw requests.refused(refused, self, byteSize, byteAlignment);
    }
  }
}
