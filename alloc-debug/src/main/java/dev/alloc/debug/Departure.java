package dev.alloc.debug;

import dev.alloc.debug.fault.Damage;
import dev.alloc.debug.guard.Guards;
import dev.alloc.debug.guard.Layout;
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
   * Gives a block back that is the caller's. If this throws, it is gone if there was a fault, and
   * held again if the allocator below refused it.
   *
   * @param position of its record, not to be read afterwards
   */
  void of(Lane lane, long position, String call) {
    long[] page = lane.page(position);
    int at = Lane.at(position);
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
    lane.gone(position);
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
    lane.gone(position);
    parts.reaction().to(parts.faults().damaged(damage, call));
  }

  /** Gives the oldest block of a lane back; returns how many bytes that were, or 0. */
  long ofOldest(Lane lane, String call) {
    long position = lane.leave();
    if (position == Lane.NONE) {
      return 0;
    }
    long wholeBytes = Entry.wholeBytes(lane.page(position), Lane.at(position));
    of(lane, position, call);
    return wholeBytes;
  }

  /** Makes room in all lanes for a block that comes to one of them. */
  void makeRoom(Lane lane, long wholeBytes, long most, String call) {
    // not all at once if there is much, which is somebody else's
    long left = Math.min(lane.excess(wholeBytes), MOST_AT_ONCE * most);
    while (left > 0) {
      long bytes = ofOldest(parts.quarantine().donor(lane), call);
      if (bytes == 0) {
        bytes = ofOldest(lane, call);
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
      bytes = ofOldest(lane, call);
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
