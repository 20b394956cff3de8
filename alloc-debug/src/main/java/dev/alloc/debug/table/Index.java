package dev.alloc.debug.table;

import java.util.Arrays;

/**
 * Finds records by address: open addressing, linear probing, no tombstones. A slot holds half of
 * the address's hash, which says where the slot belongs, and the record's number plus one. Used
 * under the stripe's lock.
 */
final class Index {
  private static final int FIRST_CAPACITY = 16;
  private static final int LARGEST_CAPACITY = 1 << 26;
  private static final long NUMBER = 0xFFFF_FFFFL;

  private final Records records;
  private final TableMemory memory;
  private long[] slots = new long[1]; // empty: found full by the first insertion
  private int shift = Integer.SIZE;
  private int count;
  private int limit;

  Index(Records records, TableMemory memory) {
    this.records = records;
    this.memory = memory;
  }

  int count() {
    return count;
  }

  /** Returns the number of the record of an address, or {@link Records#NONE}. */
  int find(long address, int half) {
    long[] all = slots;
    int mask = all.length - 1;
    int slot = home(half);
    for (long entry = all[slot]; entry != 0; entry = all[slot]) {
      if (half(entry) == half && records.get(number(entry), Records.ADDRESS) == address) {
        return number(entry);
      }
      slot = (slot + 1) & mask;
    }
    return Records.NONE;
  }

  /**
   * Makes sure that one more can be added.
   *
   * @throws OutOfMemoryError if it cannot; nothing has changed then
   */
  void reserve() {
    if (count >= limit) {
      grow();
    }
  }

  /** Adds a record; there is room, see {@link #reserve}. */
  void add(int half, int number) {
    put(slots, ((long) half << Integer.SIZE) | (number + 1));
    count++;
  }

  /** Removes a record that is there, and closes the gap. */
  void remove(int half, int number) {
    long[] all = slots;
    int mask = all.length - 1;
    int gap = home(half);
    while (number(all[gap]) != number) {
      gap = (gap + 1) & mask;
    }
    int next = (gap + 1) & mask;
    for (long entry = all[next]; entry != 0; entry = all[next]) {
      int fromHome = (next - home(half(entry))) & mask;
      if (fromHome >= ((next - gap) & mask)) {
        all[gap] = entry;
        gap = next;
      }
      next = (next + 1) & mask;
    }
    all[gap] = 0;
    count--;
  }

  void clear() {
    Arrays.fill(slots, 0);
    count = 0;
  }

  /** Returns the numbers of all records. */
  int[] numbers() {
    int[] numbers = new int[count];
    int found = 0;
    for (long entry : slots) {
      if (entry != 0) {
        numbers[found++] = number(entry);
      }
    }
    return numbers;
  }

  private void grow() {
    int capacity = limit == 0 ? FIRST_CAPACITY : 2 * slots.length;
    if (capacity > LARGEST_CAPACITY) {
      throw new OutOfMemoryError("a stripe of the table has %d records".formatted(count));
    }
    long[] old = slots;
    long[] all = memory.array(capacity);
    shift = Integer.SIZE - Integer.numberOfTrailingZeros(capacity);
    for (long entry : old) {
      if (entry != 0) {
        put(all, entry);
      }
    }
    slots = all;
    if (limit != 0) {
      memory.returned(old);
    }
    limit = capacity / 4 * 3;
  }

  private void put(long[] all, long entry) {
    int mask = all.length - 1;
    int slot = home(half(entry));
    while (all[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    all[slot] = entry;
  }

  private int home(int half) {
    return shift == Integer.SIZE ? 0 : half >>> shift;
  }

  private static int half(long entry) {
    return (int) (entry >>> Integer.SIZE);
  }

  private static int number(long entry) {
    return (int) (entry & NUMBER) - 1;
  }
}
