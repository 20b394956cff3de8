package dev.alloc.tracking.table;

import org.jspecify.annotations.Nullable;

/**
 * One part of the table, with a lock of its own. A block that is freed keeps its slot, for the next
 * block at that address or until there is no more room.
 *
 * <p>Adding and removing have a short way for what happens nearly always, small enough to be
 * compiled into the caller, and a long one.
 */
final class Stripe extends SpinLock {
  private static final int FIRST_LENGTH = 16 * Slots.WIDTH; // a power of two, as all are
  private static final int SMALL_LENGTH = 1 << 13; // 64 KiB: such a part may be half empty
  private static final int LARGEST_LENGTH = 1 << 30;
  private static final long[] NOTHING = new long[Slots.WIDTH]; // one empty slot

  private int shift = Slots.shift(NOTHING.length);
  private int live;
  private int occupied; // by blocks that are live or were
  private int limit; // on occupied, unless it is urgent
  private long lastFreed;
  private long[] slots = NOTHING;
  private final LargeSizes large;
  private final TableMemory memory;

  // Two stripes that are neighbours are 128 bytes apart: processors fetch cache lines in pairs.
  long padding01;
  long padding02;
  long padding03;
  long padding04;
  long padding05;
  long padding06;
  long padding07;
  long padding08;
  long padding09;
  long padding10;

  Stripe(LargeSizes large, TableMemory memory) {
    this.large = large;
    this.memory = memory;
  }

  /**
   * Adds a record unless there is one of this address.
   *
   * @param urgent whether it may take a place that is kept free
   * @return false if there is one
   */
  boolean insert(long address, long byteSize, int origin, boolean urgent) {
    long[] all =
        slots; // what follows a lock waits for it, so this comes before; it is compared then
    int home = Slots.home(shift, address);
    lock();
    if (isStill(all, home)) {
      int at = Slots.likely(all, home, address);
      if (all[at] == address && !Entry.isLive(all[at + 1]) && byteSize < Entry.LARGE) {
        all[at + 1] = Entry.live(byteSize, origin);
        live++;
        unlock();
        return true;
      }
    }
    return insertElsewhere(address, byteSize, origin, urgent);
  }

  /**
   * Whether what was read before the lock can be used: the array is the stripe's, the slot one of
   * its own. If the slot is another one's, since the array grew in between, the long way finds out.
   */
  @SuppressWarnings("ReferenceEquality") // it is about this very array
  private boolean isStill(long[] all, int home) {
    return all == slots && home >= 0 && home < all.length;
  }

  private boolean insertElsewhere(long address, long byteSize, int origin, boolean urgent) {
    try {
      int at = Slots.find(slots, shift, address);
      if (slots[at] == 0) {
        if (occupied >= limit) {
          makeRoom(urgent);
          at = Slots.find(slots, shift, address);
        }
      } else if (Entry.isLive(slots[at + 1])) {
        return false;
      }
      if (byteSize >= Entry.LARGE) {
        large.note(address, byteSize); // may fail; nothing has changed yet
      }
      occupied += slots[at] == 0 ? 1 : 0;
      slots[at] = address;
      slots[at + 1] = Entry.live(byteSize, origin);
      live++;
      return true;
    } finally {
      unlock();
    }
  }

  /** Removes the record of a block of this size; returns its origin, or why there is none. */
  int remove(long address, long byteSize, int freedBy) {
    long[] all = slots; // before the lock, as above
    int home = Slots.home(shift, address);
    lock();
    if (isStill(all, home)) {
      int at = Slots.likely(all, home, address);
      long entry = all[at + 1];
      if (all[at] == address && Entry.byteSize(entry) == byteSize && byteSize < Entry.FREED_LARGE) {
        all[at + 1] = Entry.freedSmall(entry, freedBy);
        live--;
        lastFreed = address;
        unlock();
        return Entry.origin(entry);
      }
    }
    return removeElsewhere(address, byteSize, freedBy);
  }

  private int removeElsewhere(long address, long byteSize, int freedBy) {
    try {
      int at = findLive(address);
      if (at < 0) {
        return BlockTable.ABSENT;
      }
      long entry = slots[at + 1];
      if (byteSize != large.of(address, entry) && byteSize != BlockTable.ANY_SIZE) {
        return BlockTable.WRONG_SIZE;
      }
      slots[at + 1] = Entry.freed(entry, freedBy);
      live--;
      lastFreed = address;
      return Entry.origin(entry);
    } finally {
      unlock();
    }
  }

  /** Removes a record without trace if it has this origin; returns the block's size, or ABSENT. */
  long withdraw(long address, int origin) {
    lock();
    try {
      int at = findLive(address);
      if (at < 0 || Entry.origin(slots[at + 1]) != origin) {
        return BlockTable.ABSENT;
      }
      long byteSize = large.of(address, slots[at + 1]);
      Slots.remove(slots, shift, at);
      live--;
      occupied--;
      return byteSize;
    } finally {
      unlock();
    }
  }

  boolean has(long address, int origin) {
    lock();
    try {
      int at = findLive(address);
      return at >= 0 && Entry.origin(slots[at + 1]) == origin;
    } finally {
      unlock();
    }
  }

  /** Returns the size in a record, or ABSENT. */
  long sizeOf(long address) {
    lock();
    try {
      int at = findLive(address);
      return at < 0 ? BlockTable.ABSENT : large.of(address, slots[at + 1]);
    } finally {
      unlock();
    }
  }

  @Nullable FreedBlock lastFree(long address) {
    lock();
    try {
      int at = Slots.find(slots, shift, address);
      return slots[at] == 0 || Entry.isLive(slots[at + 1])
          ? null
          : Entry.freedBlock(address, slots[at + 1]);
    } finally {
      unlock();
    }
  }

  int count() {
    lock();
    try {
      return live;
    } finally {
      unlock();
    }
  }

  /** Returns all records, as slots. */
  long[] copy() {
    lock();
    try {
      long[] copy = new long[live * Slots.WIDTH];
      int to = 0;
      for (int at = 0; at < slots.length; at += Slots.WIDTH) {
        if (slots[at] != 0 && Entry.isLive(slots[at + 1])) {
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

  /** Removes all records and returns the slots; needs no memory, so it cannot fail. */
  long[] drain() {
    lock();
    try {
      long[] all = slots;
      slots = NOTHING;
      shift = Slots.shift(NOTHING.length);
      live = 0;
      occupied = 0;
      limit = 0;
      memory.giveBack(all.length == NOTHING.length ? 0 : all.length);
      return all;
    } finally {
      unlock();
    }
  }

  /** Returns the slot of a live block, or -1. */
  private int findLive(long address) {
    int at = Slots.find(slots, shift, address);
    return slots[at] != 0 && Entry.isLive(slots[at + 1]) ? at : -1;
  }

  private void makeRoom(boolean urgent) {
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
    occupied -= Slots.removeFreed(slots, shift, 0);
    if (occupied >= slots.length / Slots.WIDTH - 1) { // one slot stays empty: it ends each search
      throw refusal;
    }
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
}
