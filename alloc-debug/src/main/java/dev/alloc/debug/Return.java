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
    Lane lane = parts.quarantine().lane(thread);
    long admitted = admit(lane, block, site);
    if (admitted < 0) {
      reclaim.free(block, site, thread);
      return;
    }
    long address = block.address();
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
    parts.guards().fillFreed(parts.home().memory(), address, block.byteSize());
    if (parts.limits().holdAnything()) {
      lane.hold(position, thread);
    } else {
      departure.of(lane, Batch.of(position, 1), CALL);
    }
  }

  private long admit(Lane lane, MemorySegment block, int site) {
    if (!parts.home().mayHold(block)) {
      return Lane.REFUSED;
    }
    long position = lane.admit(parts.home(), block.address(), block.byteSize(), site);
    while (position == Lane.FULL && departure.ofOldest(lane, 1, CALL) > 0) {
      position = lane.admit(parts.home(), block.address(), block.byteSize(), site);
    }
    return position;
  }

  private void makeRoom(Lane lane, long position) {
    departure.of(lane, lane.batch(position), CALL);
    if (lane.excess(0) > 0) {
      departure.makeRoom(lane, 0, parts.limits().mostSmall(), CALL);
    }
  }
}
