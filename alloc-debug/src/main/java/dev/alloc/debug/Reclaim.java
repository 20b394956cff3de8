package dev.alloc.debug;

import dev.alloc.debug.fault.Damage;
import dev.alloc.debug.guard.Guards;
import dev.alloc.debug.quarantine.Lane;
import dev.alloc.debug.site.Sites;
import dev.alloc.debug.table.Block;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what is not freed in the usual way: large, damaged and reallocated blocks, and what is
 * no block. Whatever throws before {@link #end} leaves the block live.
 */
record Reclaim(Parts parts, Departure departure) {

  void free(MemorySegment segment, int site, long thread) {
    Block block = claim(segment);
    if (block == null) {
      parts.refusals().react(segment, "free");
      return;
    }
    prepare(block, "free");
    endLife(block);
    parts.table().countFreed(block);
    end(block.freedAt(site, thread));
  }

  /** Takes back a new place that a block did not move to after all. */
  void undo(MemorySegment moved, Throwable why) {
    try {
      Block block = claim(moved);
      if (block != null) {
        prepare(block, "reallocate");
        endLife(block);
        end(block.freedAt(Sites.UNKNOWN, parts.actors().here()));
      }
    } catch (RuntimeException | Error second) {
      why.addSuppressed(second);
    }
  }

  @Nullable Block claim(MemorySegment segment) {
    return parts.home().mayHold(segment)
        ? parts.quarantine().claims().claim(segment.address(), segment.byteSize())
        : null;
  }

  /** Verifies a claimed block and makes room for it. */
  void prepare(Block block, String call) {
    try {
      verify(block, call);
      Lane lane = lane(block);
      long wholeBytes = block.wholeBytes();
      if (wholeBytes <= parts.limits().largeBytes()) {
        departure.makeRoom(lane, wholeBytes, wholeBytes, call);
      }
    } catch (RuntimeException | Error failure) {
      parts.quarantine().claims().cancel(block);
      throw failure;
    }
  }

  /** Ends the lifetime of a claimed block, if it has one. */
  void endLife(Block block) {
    try {
      parts.scopes().end(block.address());
    } catch (RuntimeException | Error inUse) {
      parts.quarantine().claims().cancel(block);
      throw inUse;
    }
  }

  /** Fills a claimed block, and lets it wait if it may. */
  void end(Block freed) {
    parts.guards().fillFreed(parts.home().memory(), freed.address(), freed.byteSize());
    boolean held = freed.wholeBytes() <= parts.limits().largeBytes() && lane(freed).add(freed);
    parts.quarantine().claims().over(freed);
    if (!held) {
      giveBack(freed);
    }
  }

  private void giveBack(Block freed) {
    try {
      departure.giveBack(freed);
    } catch (RuntimeException | Error refused) {
      lane(freed).add(freed);
      throw refused;
    }
  }

  private Lane lane(Block block) {
    return block.wholeBytes() <= parts.limits().mostSmall()
        ? parts.quarantine().lane(block.allocatedBy())
        : parts.quarantine().large();
  }

  private void verify(Block block, String call) {
    MemorySegment memory = parts.home().memory();
    long bad = Guards.firstBad(memory, block.address(), block.byteSize(), block.shift());
    if (bad != Guards.INTACT) {
      Damage damage = Damage.at(memory, parts.guards(), block, bad);
      damage.repair(memory, parts.guards());
      parts.reaction().to(parts.faults().damaged(damage, call));
    }
  }
}
