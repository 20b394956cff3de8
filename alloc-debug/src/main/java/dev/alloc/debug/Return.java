package dev.alloc.debug;

import dev.alloc.debug.quarantine.Batch;
import dev.alloc.debug.quarantine.Lane;
import java.lang.foreign.MemorySegment;

/**
 * Takes blocks back from the program. Room in the quarantine is made first, and the guards are
 * looked at, so that a call that throws has not changed anything.
 */
record Return(Parts parts, Departure departure, Reclaim reclaim) {
  private static final String CALL = "free";

  void free(MemorySegment block) {
    int site = parts.sites().hereIfPossible();
    long thread = parts.actors().here();
    if (!parts.home().mayHold(block) || !isTaken(block.address(), block.byteSize(), site, thread)) {
      reclaim.free(block, site, thread);
    }
  }

  /** Takes a block that is as most are; returns whether it is one. */
  private boolean isTaken(long address, long byteSize, int site, long thread) {
    Lane lane = parts.quarantine().lane(thread);
    long admitted = admit(lane, address, byteSize, site, thread);
    if (admitted == Lane.SETTLED) {
      return true;
    }
    if (admitted == Lane.ABSENT) { // another thread has allocated it
      lane = parts.quarantine().laneOf(address);
      admitted = lane == null ? Lane.ABSENT : admit(lane, address, byteSize, site, thread);
    }
    if (lane != null && admitted >= 0) {
      settle(lane, admitted, address, byteSize, site, thread);
    }
    return admitted >= 0 || admitted == Lane.SETTLED;
  }

  private long admit(Lane lane, long address, long byteSize, int site, long thread) {
    long admitted = lane.admit(address, byteSize, site, thread);
    while (admitted == Lane.FULL && departure.ofOldest(lane, 1, CALL) > 0) {
      admitted = lane.admit(address, byteSize, site, thread);
    }
    return admitted;
  }

  /** Makes room for a claimed block and fills it. */
  private void settle(
      Lane lane, long admitted, long address, long byteSize, int site, long thread) {
    long position = admitted & ~Lane.CROWDED;
    try {
      if (position != admitted) {
        makeRoom(lane, position);
      }
      parts.scopes().end(address);
    } catch (RuntimeException | Error failure) {
      lane.cancel(position);
      throw failure;
    }
    parts.guards().fillFreed(parts.home().memory(), address, byteSize);
    if (parts.limits().holdAnything()) {
      lane.hold(position, site, thread);
    } else {
      departure.of(lane, Batch.of(position, 1), CALL);
    }
  }

  private void makeRoom(Lane lane, long position) {
    departure.of(lane, lane.batch(position), CALL);
    if (lane.excess(0) > 0) {
      departure.makeRoom(lane, 0, parts.limits().mostSmall(), CALL);
    }
  }
}
