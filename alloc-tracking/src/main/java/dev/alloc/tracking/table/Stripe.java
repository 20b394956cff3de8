package dev.alloc.tracking.table;

import org.jspecify.annotations.Nullable;

/**
 * One part of the table, with a lock of its own. A block that is freed keeps its slot, for the next
 * block at that address or until there is no more room.
 *
 * <p>Adding and removing have a short way for what happens nearly always, and a long one.
 */
final class Stripe extends SlotArray {
  /** The record was added. */
  static final int ADDED = 1;

  /** There is a record of this address. */
  static final int THERE = 0;

  /** The region has a shadow now, which is to be asked first. */
  static final int SHADOWED = -5;

  private final LargeSizes large;
  private final Shadow shadow;

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

  Stripe(LargeSizes large, Shadow shadow, TableMemory memory) {
    super(memory);
    this.large = large;
    this.shadow = shadow;
  }

  /**
   * Adds a record unless there is one of this address.
   *
   * @param urgent whether it may take a place that is kept free
   * @return ADDED, or why not: THERE or SHADOWED
   */
  int insert(long address, long byteSize, int origin, boolean urgent) {
    long[] all =
        slots; // what follows a lock waits for it, so this comes before; it is compared then
    int home = Slots.home(shift, address);
    lock();
    if (shadow.regions().get(address) != null) {
      unlock();
      return SHADOWED;
    }
    if (isStill(all, home)) {
      int at = Slots.likely(all, home, address);
      if (all[at] == address && !Entry.isLive(all[at + 1]) && byteSize < Entry.LARGE) {
        all[at + 1] = Entry.live(byteSize, origin);
        live++;
        unlock();
        return ADDED;
      }
    }
    try {
      return insertElsewhere(address, byteSize, origin, urgent) ? ADDED : THERE;
    } finally {
      unlock();
    }
  }

  /** Adds a record that has no number unless there is a block in its place. */
  boolean insertUnnumbered(Region region, long address, long byteSize, int origin, boolean urgent) {
    lock();
    try {
      return region.occupy(region.place(address), Kinds.UNNUMBERED)
          && insertUnderMark(region, address, byteSize, origin, urgent);
    } finally {
      unlock();
    }
  }

  private boolean insertUnderMark(
      Region region, long address, long byteSize, int origin, boolean urgent) {
    boolean added = false;
    try {
      added = insertElsewhere(address, byteSize, origin, urgent);
    } finally {
      if (!added) {
        region.fill(region.place(address), Kinds.NONE);
      }
    }
    return added;
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
  }

  /** Removes the record of a block of this size; returns its origin, or why there is none. */
  int remove(long address, long byteSize, int freedBy) {
    long[] all = slots; // before the lock, as above
    int home = Slots.home(shift, address);
    lock();
    if (shadow.regions().get(address) != null) {
      unlock();
      return SHADOWED;
    }
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
    try {
      return removeElsewhere(address, byteSize, freedBy);
    } finally {
      unlock();
    }
  }

  private int removeElsewhere(long address, long byteSize, int freedBy) {
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
  }

  /** Removes a record that has no number; SHADOWED if what is in its place has changed. */
  int removeUnnumbered(Region region, long address, long byteSize, int freedBy) {
    lock();
    try {
      if (region.kind(region.place(address)) != Kinds.UNNUMBERED) {
        return SHADOWED;
      }
      int origin = removeElsewhere(address, byteSize, freedBy);
      if (origin >= 0 || origin == BlockTable.ABSENT) {
        region.fill(region.place(address), Kinds.FREED_UNNUMBERED);
      }
      return origin;
    } finally {
      unlock();
    }
  }

  /**
   * Remembers the free of a block in the shadow, if there is room without growing. It may take a
   * place that is kept free for what must not be lost, and makes room for that again.
   */
  void rememberFree(long address, Kind kind, int freedBy) {
    lock();
    try {
      if (occupied >= limit) {
        forgetFrees();
      }
      int at = Slots.find(slots, shift, address);
      if (slots[at] == 0 ? hasEmptySlots() : !Entry.isLive(slots[at + 1])) {
        occupied += slots[at] == 0 ? 1 : 0;
        slots[at] = address;
        slots[at + 1] = Entry.freed(Entry.live(kind.byteSize(), kind.originId()), freedBy);
        lastFreed = address;
      }
    } finally {
      unlock();
    }
  }

  /** Makes a region the shadow of its addresses; returns false if it cannot be. */
  boolean shadow(Region region) {
    lock();
    try {
      if (shadow.regions().get(region.base()) != null) {
        return false;
      }
      for (int place = 0; place < Region.LENGTH; place++) {
        if (findLive(region.address(place)) >= 0) {
          region.fill(place, Kinds.UNNUMBERED);
        }
      }
      return shadow.cast(region);
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
      clearPlace(address);
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

  /** Removes all records and returns the slots; needs no memory, so it cannot fail. */
  long[] drain() {
    lock();
    try {
      for (int at = 0; at < slots.length; at += Slots.WIDTH) {
        if (isLive(at)) {
          clearPlace(slots[at]);
        }
      }
      return takeAll();
    } finally {
      unlock();
    }
  }

  private void clearPlace(long address) {
    Region region = shadow.regions().get(address);
    if (region != null) {
      region.fill(region.place(address), Kinds.NONE);
    }
  }
}
