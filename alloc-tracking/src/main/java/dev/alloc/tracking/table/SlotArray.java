package dev.alloc.tracking.table;

/**
 * Slots that grow, and the lock that guards them. What a method without a comment on the lock does
 * is done under it.
 */
abstract class SlotArray extends SpinLock {
  private static final int FIRST_LENGTH = 16 * Slots.WIDTH; // a power of two, as all are
  private static final int SMALL_LENGTH = 1 << 13; // 64 KiB: such a part may be half empty
  private static final int LARGEST_LENGTH = 1 << 30;
  private static final long[] NOTHING = new long[Slots.WIDTH]; // one empty slot

  int shift = Slots.shift(NOTHING.length);
  int live;
  int occupied; // by blocks that are live or were
  int limit; // on occupied, unless it is urgent
  long lastFreed;
  long[] slots = NOTHING;
  private final TableMemory memory;

  SlotArray(TableMemory memory) {
    this.memory = memory;
  }

  final boolean isLive(int at) {
    return slots[at] != 0 && Entry.isLive(slots[at + 1]);
  }

  /** Returns the slot of a live block, or -1. */
  final int findLive(long address) {
    int at = Slots.find(slots, shift, address);
    return isLive(at) ? at : -1;
  }

  /** Makes room for a record; what is urgent may take a place that is kept free. */
  final void makeRoom(boolean urgent) {
    OutOfMemoryError refusal = null;
    if (live >= limit - limit / 8) { // the room that freed blocks would leave is soon used up again
      try {
        grow(urgent && limit == 0); // with its first array a stripe has room for what is urgent
        return;
      } catch (OutOfMemoryError noMemory) {
        refusal = noMemory;
      }
    }
    occupied -= Slots.removeFreed(slots, shift, lastFreed);
    if (occupied < limit || refusal == null) {
      return;
    }
    if (!urgent) {
      throw refusal;
    }
    forgetFrees();
    if (!hasEmptySlots()) {
      throw refusal;
    }
  }

  /** Whether there is one besides that which stays empty: it ends each search. */
  final boolean hasEmptySlots() {
    return occupied < slots.length / Slots.WIDTH - 1;
  }

  /** Makes room as far as that takes no memory. */
  final void forgetFrees() {
    occupied -= Slots.removeFreed(slots, shift, 0);
  }

  private void grow(boolean unlimited) {
    if (slots.length >= LARGEST_LENGTH) {
      throw memory.refused("a stripe has %d records".formatted(live));
    }
    int former = limit == 0 ? 0 : slots.length;
    long[] all = memory.take(Math.max(FIRST_LENGTH, 2 * former), unlimited);
    Slots.copy(slots, all);
    slots = all;
    shift = Slots.shift(all.length);
    limit =
        all.length <= SMALL_LENGTH
            ? all.length / Slots.WIDTH / 2
            : all.length / Slots.WIDTH / 4 * 3;
    memory.giveBack(former);
  }

  /** Leaves no slot and returns those there were. */
  final long[] takeAll() {
    long[] all = slots;
    slots = NOTHING;
    shift = Slots.shift(NOTHING.length);
    live = 0;
    occupied = 0;
    limit = 0;
    memory.giveBack(all.length == NOTHING.length ? 0 : all.length);
    return all;
  }

  /** Returns all records, as slots; takes the lock. */
  final long[] copy() {
    lock();
    try {
      final long[] copy = new long[live * Slots.WIDTH];
      int to = 0;
      for (int at = 0; at < slots.length; at += Slots.WIDTH) {
        if (isLive(at)) {
          copy[to] = slots[at];
          copy[to + 1] = slots[at + 1];
          to += Slots.WIDTH;
        }
      }
      return copy;
    } finally {
      unlock();
    }
  }

  /** Returns the number of records; takes the lock. */
  final int count() {
    lock();
    try {
      return live;
    } finally {
      unlock();
    }
  }
}
