package dev.alloc.tracking.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** One part of the table, with a lock of its own; linear probing, deletion by moving back. */
@SuppressWarnings("UnusedVariable") // the lock is used through its handle
final class Stripe {
  static final int WIDTH = 3; // address, size, tag
  private static final int FIRST_CAPACITY = 16; // a power of two, as all are
  private static final int SPINS = 128;
  private static final int LARGEST_CAPACITY = Integer.highestOneBit(Integer.MAX_VALUE / WIDTH);
  private static final long[] NOTHING = new long[WIDTH]; // one empty slot
  private static final VarHandle LOCK;

  static {
    try {
      LOCK = MethodHandles.lookup().findVarHandle(Stripe.class, "lock", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private int lock;
  private int count;
  private int limit; // records up to which nothing has to be done
  private int shift = Long.SIZE - 1; // hashes to the right by this give slots
  private int mask; // the number of slots less 1
  private long[] slots = NOTHING;
  private final TableMemory memory;
  private final FreedBlocks freed = new FreedBlocks();

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
  long padding11;
  long padding12;

  Stripe(TableMemory memory) {
    this.memory = memory;
  }

  /**
   * Adds a record unless there is one of this address.
   *
   * @param urgent whether the last quarter may be used
   * @return false if there is one
   */
  boolean insert(long address, long hash, long byteSize, long tag, boolean urgent) {
    lock();
    try {
      if (count >= limit) {
        makeRoom(urgent);
      }
      long[] all = slots;
      int mask = this.mask;
      int slot = slot(hash, mask);
      for (long found = all[slot * WIDTH]; found != 0; found = all[slot * WIDTH]) {
        if (found == address) {
          return false;
        }
        slot = (slot + 1) & mask;
      }
      int at = slot * WIDTH;
      all[at] = address;
      all[at + 1] = byteSize;
      all[at + 2] = tag;
      count++;
      return true;
    } finally {
      unlock();
    }
  }

  /** Removes the record of a block of this size and returns its tag, or why there is none. */
  long remove(long address, long hash, long byteSize, int freedBy) {
    lock();
    try {
      long[] all = slots;
      int slot = find(all, address, hash);
      if (slot < 0) {
        return BlockTable.ABSENT;
      }
      long size = all[slot * WIDTH + 1];
      if (size != byteSize && byteSize != BlockTable.ANY_SIZE) {
        return BlockTable.WRONG_SIZE;
      }
      long tag = all[slot * WIDTH + 2];
      freed.add(address, size, tag, freedBy);
      removeAt(all, slot);
      return tag;
    } finally {
      unlock();
    }
  }

  /** Removes a record if it has this tag; returns the block's size, or -1. */
  long removeTagged(long address, long hash, long tag) {
    lock();
    try {
      long[] all = slots;
      int slot = find(all, address, hash);
      if (slot < 0 || all[slot * WIDTH + 2] != tag) {
        return BlockTable.ABSENT;
      }
      long size = all[slot * WIDTH + 1];
      removeAt(all, slot);
      return size;
    } finally {
      unlock();
    }
  }

  boolean isTagged(long address, long hash, long tag) {
    lock();
    try {
      int slot = find(slots, address, hash);
      return slot >= 0 && slots[slot * WIDTH + 2] == tag;
    } finally {
      unlock();
    }
  }

  /** Adds a record again that was removed for a free that failed. */
  void putBack(long address, long hash, long byteSize, long tag) {
    lock();
    try {
      freed.undo(address);
    } finally {
      unlock();
    }
    insert(address, hash, byteSize, tag, true);
  }

  /** Returns the size in a record, or -1. */
  long sizeOf(long address, long hash) {
    lock();
    try {
      int slot = find(slots, address, hash);
      return slot < 0 ? BlockTable.ABSENT : slots[slot * WIDTH + 1];
    } finally {
      unlock();
    }
  }

  @Nullable FreedBlock lastFree(long address) {
    lock();
    try {
      int at = freed.find(address);
      return at < 0 ? null : freed.get(at);
    } finally {
      unlock();
    }
  }

  /** Returns all records, one after the other. */
  long[] copy() {
    lock();
    try {
      long[] copy = new long[count * WIDTH];
      int to = 0;
      for (int at = 0; at < slots.length; at += WIDTH) {
        if (slots[at] != 0) {
          System.arraycopy(slots, at, copy, to, WIDTH);
          to += WIDTH;
        }
      }
      return copy;
    } finally {
      unlock();
    }
  }

  /** Removes all records and returns them, with gaps; needs no memory, so it cannot fail. */
  long[] drain() {
    lock();
    try {
      long[] all = slots;
      slots = NOTHING;
      count = 0;
      limit = 0;
      shift = Long.SIZE - 1;
      mask = 0;
      memory.giveBack(all.length == WIDTH ? 0 : all.length);
      return all;
    } finally {
      unlock();
    }
  }

  int count() {
    lock();
    try {
      return count;
    } finally {
      unlock();
    }
  }

  private int find(long[] all, long address, long hash) {
    int mask = this.mask;
    int slot = slot(hash, mask);
    for (long found = all[slot * WIDTH]; found != 0; found = all[slot * WIDTH]) {
      if (found == address) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  /** Closes the gap by records that would have been in it. */
  private void removeAt(long[] all, int slot) {
    int mask = this.mask;
    int gap = slot;
    int next = (slot + 1) & mask;
    for (long address = all[next * WIDTH]; address != 0; address = all[next * WIDTH]) {
      int home = slot(BlockTable.hash(address), mask);
      if (((next - home) & mask) >= ((next - gap) & mask)) {
        all[gap * WIDTH] = address;
        all[gap * WIDTH + 1] = all[next * WIDTH + 1];
        all[gap * WIDTH + 2] = all[next * WIDTH + 2];
        gap = next;
      }
      next = (next + 1) & mask;
    }
    all[gap * WIDTH] = 0;
    count--;
  }

  private int slot(long hash, int mask) {
    return (int) (hash >>> shift) & mask;
  }

  private void makeRoom(boolean urgent) {
    int capacity = limit == 0 ? 0 : mask + 1;
    try {
      grow(capacity);
    } catch (OutOfMemoryError noMemory) {
      if (!urgent || count >= capacity - 1) { // one slot stays empty: it ends each search
        throw noMemory;
      }
    }
  }

  private void grow(int capacity) {
    if (capacity >= LARGEST_CAPACITY) {
      throw memory.refused("a stripe has %d records".formatted(count));
    }
    int larger = Math.max(FIRST_CAPACITY, 2 * capacity);
    long[] old = slots;
    long[] all = memory.take(larger * WIDTH);
    shift = Long.SIZE - BlockTable.STRIPE_BITS - Integer.numberOfTrailingZeros(larger);
    int last = larger - 1;
    for (int at = 0; at < old.length; at += WIDTH) {
      if (old[at] != 0) {
        int slot = slot(BlockTable.hash(old[at]), last);
        while (all[slot * WIDTH] != 0) {
          slot = (slot + 1) & last;
        }
        System.arraycopy(old, at, all, slot * WIDTH, WIDTH);
      }
    }
    slots = all;
    mask = last;
    limit = larger / 4 * 3;
    memory.giveBack(capacity * WIDTH);
  }

  private void lock() {
    if (!LOCK.compareAndSet(this, 0, 1)) {
      lockContended();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // yielding is a courtesy, nothing relies on it
  private void lockContended() {
    int spins = 0;
    while ((int) LOCK.getOpaque(this) != 0 || !LOCK.compareAndSet(this, 0, 1)) {
      if (++spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield(); // its holder may be waiting for this processor
      }
    }
  }

  private void unlock() {
    LOCK.setRelease(this, 0);
  }
}
