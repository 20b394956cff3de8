package dev.alloc.system.export;

/** One part of the table, with a lock of its own; linear probing, deletion by moving back. */
final class SizeStripe {
  private static final int FIRST_CAPACITY = 16; // a power of two, as all are
  private static final int LARGEST_CAPACITY = 1 << 29;
  private static final int HASH_BITS = 27; // the upper ones choose the stripe

  private int count;
  private int mask = FIRST_CAPACITY - 1;
  private long[] slots = new long[2 * FIRST_CAPACITY]; // address, size; 0 is no address

  /**
   * Adds a block.
   *
   * @param urgent whether the half may be used that is otherwise kept free
   * @throws OutOfMemoryError if there is no room
   */
  synchronized void put(long address, long hash, long byteSize, boolean urgent) {
    if (2 * (count + 1) > mask) {
      grow(urgent);
    }
    int slot = first(hash);
    while (slots[2 * slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[2 * slot] = address;
    slots[2 * slot + 1] = byteSize;
    count++;
  }

  synchronized long remove(long address, long hash) {
    int slot = find(address, hash);
    if (slot < 0) {
      return BlockSizes.ABSENT;
    }
    long byteSize = slots[2 * slot + 1];
    removeAt(slot);
    count--;
    return byteSize;
  }

  synchronized long sizeOf(long address, long hash) {
    int slot = find(address, hash);
    return slot < 0 ? BlockSizes.ABSENT : slots[2 * slot + 1];
  }

  synchronized int count() {
    return count;
  }

  synchronized long[] copy() {
    return slots.clone();
  }

  private int find(long address, long hash) {
    int slot = first(hash);
    for (long found = slots[2 * slot]; found != 0; found = slots[2 * slot]) {
      if (found == address) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  /** Closes the gap: what lies behind it and may lie in it is moved there, and so on. */
  private void removeAt(int removed) {
    int gap = removed;
    int slot = (gap + 1) & mask;
    for (long address = slots[2 * slot]; address != 0; address = slots[2 * slot]) {
      int home = first(BlockSizes.hash(address));
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        slots[2 * gap] = address;
        slots[2 * gap + 1] = slots[2 * slot + 1];
        gap = slot;
      }
      slot = (slot + 1) & mask;
    }
    slots[2 * gap] = 0;
  }

  private void grow(boolean urgent) {
    int capacity = mask + 1;
    long[] larger;
    try {
      if (capacity == LARGEST_CAPACITY) {
        throw new OutOfMemoryError("the table of exported blocks has its largest size");
      }
      larger = new long[4 * capacity];
    } catch (OutOfMemoryError none) {
      if (urgent && count < mask) { // one slot stays empty, where searches end
        return;
      }
      throw none;
    }
    long[] former = slots;
    slots = larger;
    mask = 2 * capacity - 1;
    for (int at = 0; at < former.length; at += 2) {
      if (former[at] != 0) {
        int slot = first(BlockSizes.hash(former[at]));
        while (slots[2 * slot] != 0) {
          slot = (slot + 1) & mask;
        }
        slots[2 * slot] = former[at];
        slots[2 * slot + 1] = former[at + 1];
      }
    }
  }

  private int first(long hash) {
    return (int) (hash >>> HASH_BITS) & mask;
  }
}
