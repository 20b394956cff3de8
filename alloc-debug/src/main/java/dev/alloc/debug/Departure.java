package dev.alloc.debug;

import dev.alloc.debug.fault.Damage;
import dev.alloc.debug.guard.Guards;
import dev.alloc.debug.guard.Layout;
import dev.alloc.debug.quarantine.Batch;
import dev.alloc.debug.quarantine.Lane;
import dev.alloc.debug.table.Block;
import dev.alloc.debug.table.Entry;
import java.lang.foreign.MemorySegment;

/**
 * Gives blocks back that have waited: looks at them for the last time, and hands their memory down.
 */
record Departure(Parts parts) {
  private static final int MOST_AT_ONCE = 4; // times what comes

  /**
   * Gives blocks back that are the caller's. If this throws, those with a fault are gone, and those
   * that the allocator below refused are held again.
   *
   * @return how many bytes that were
   */
  long of(Lane lane, long batch, String call) {
    int count = Batch.count(batch);
    if (count == 0) {
      return 0;
    }
    long first = Batch.first(batch);
    long[] page = lane.page(first);
    long bytes = 0;
    Failures failures = null;
    // the newest first: most allocators hand out last what they got first, so that blocks come
    // again in the order of their addresses, which the processor foresees
    for (long position = first + count - 1; position >= first; position--) {
      int at = Lane.at(position);
      bytes += Entry.wholeBytes(page, at);
      try {
        one(lane, position, page, at, call);
      } catch (RuntimeException | Error failure) {
        failures = Failures.with(failures, failure);
      }
    }
    if (failures != null) {
      throw failures.first();
    }
    return bytes;
  }

  private void one(Lane lane, long position, long[] page, int at, String call) {
    long address = Entry.address(page, at);
    long byteSize = Entry.byteSize(page, at);
    int shift = Entry.shift(page, at);
    long bad = parts.guards().firstBadFreed(parts.home().memory(), address, byteSize, shift);
    if (bad != Guards.INTACT) {
      ofDamaged(lane, position, bad, call);
      return;
    }
    try {
      giveBack(address, byteSize, shift);
    } catch (RuntimeException | Error refused) {
      lane.stay(position);
      throw refused;
    }
    Lane.gone(page, at);
  }

  private void ofDamaged(Lane lane, long position, long bad, String call) {
    Block block = lane.block(position);
    Damage damage = Damage.at(parts.home().memory(), parts.guards(), block, bad);
    try {
      giveBack(block);
    } catch (RuntimeException | Error refused) {
      lane.stay(position);
      throw refused;
    }
    Lane.gone(lane.page(position), Lane.at(position));
    parts.reaction().to(parts.faults().damaged(damage, call));
  }

  /** Gives the oldest blocks of a lane back; returns how many bytes that were, or 0. */
  long ofOldest(Lane lane, long bytes, String call) {
    return of(lane, lane.leave(bytes), call);
  }

  /** Makes room in all lanes for a block that comes to one of them. */
  void makeRoom(Lane lane, long wholeBytes, long most, String call) {
    // not all at once if there is much, which is somebody else's
    long left = Math.min(lane.excess(wholeBytes), MOST_AT_ONCE * most);
    while (left > 0) {
      Lane donor = parts.quarantine().donor(lane);
      long bytes = of(donor, donor.leaveFor(lane, left), call);
      if (bytes == 0) {
        bytes = ofOldest(lane, left, call);
      }
      left = bytes == 0 ? 0 : left - bytes;
    }
  }

  /** Gives all back that is held. */
  void flush(String call) {
    for (Lane lane : parts.quarantine().lanes()) {
      empty(lane, call);
    }
    empty(parts.quarantine().large(), call);
  }

  private void empty(Lane lane, String call) {
    long bytes = 1;
    while (bytes > 0) {
      bytes = ofOldest(lane, Long.MAX_VALUE, call);
    }
  }

  void giveBack(Block block) {
    giveBack(block.address(), block.byteSize(), block.shift());
  }

  private void giveBack(long address, long byteSize, int shift) {
    MemorySegment memory = parts.home().memory();
    long from = address - Layout.front(shift);
    parts.upstream().free(memory.asSlice(from, Layout.whole(byteSize, shift)));
  }
}
