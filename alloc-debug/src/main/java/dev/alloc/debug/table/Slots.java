package dev.alloc.debug.table;

import java.util.Arrays;

/**
 * Entries by address: open addressing, linear probing, no tombstones. Used under the stripe's lock.
 */
final class Slots {
  static final int NONE = -1;

  private static final int FIRST_CAPACITY = 16; // entries
  private static final int LARGEST_CAPACITY = 1 << 26;
  private static final int WORDS_SHIFT = 2;

  private final TableMemory memory;
  private long[] words = new long[Entry.WORDS]; // empty: found full by the first insertion
  private int mask; // of entry numbers
  private int hashShift;
  private int count;
  private int limit;

  Slots(TableMemory memory) {
    this.memory = memory;
  }

  long[] words() {
    return words;
  }

  /** Returns the index of an address's entry, or {@link #NONE}. */
  int find(long address) {
    long[] all = words;
    int slot = home(address);
    for (long at = all[slot << WORDS_SHIFT]; at != 0; at = all[slot << WORDS_SHIFT]) {
      if (at == address) {
        return slot << WORDS_SHIFT;
      }
      slot = (slot + 1) & mask;
    }
    return NONE;
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

  /** The same for one that was removed before, which may have what is left of the room. */
  void reserveAgain() {
    if (count >= mask) {
      grow();
    }
  }

  /** Returns the index of the entry that an address is to get, which is not there yet. */
  int add(long address) {
    count++;
    return unused(words, address);
  }

  /** Removes an entry that is there, and closes the gap. */
  void remove(int at) {
    long[] all = words;
    int gap = at >> WORDS_SHIFT;
    int next = (gap + 1) & mask;
    for (long moved = all[next << WORDS_SHIFT]; moved != 0; moved = all[next << WORDS_SHIFT]) {
      int fromHome = (next - home(moved)) & mask;
      if (fromHome >= ((next - gap) & mask)) {
        Entry.copy(all, next << WORDS_SHIFT, all, gap << WORDS_SHIFT);
        gap = next;
      }
      next = (next + 1) & mask;
    }
    all[gap << WORDS_SHIFT] = 0;
    count--;
  }

  void clear() {
    Arrays.fill(words, 0);
    count = 0;
  }

  private void grow() {
    int capacity = limit == 0 ? FIRST_CAPACITY : 2 * (mask + 1);
    if (capacity > LARGEST_CAPACITY) {
      throw new OutOfMemoryError("a stripe of the table has %d entries".formatted(count));
    }
    long[] old = words;
    long[] all = memory.array(capacity << WORDS_SHIFT);
    mask = capacity - 1;
    hashShift = Long.SIZE - Integer.numberOfTrailingZeros(capacity);
    for (int at = 0; at < old.length; at += Entry.WORDS) {
      if (old[at] != 0) {
        Entry.copy(old, at, all, unused(all, old[at]));
      }
    }
    words = all;
    if (limit != 0) {
      memory.returned(old);
    }
    limit = capacity / 4 * 3;
  }

  private int unused(long[] all, long address) {
    int slot = home(address);
    while (all[slot << WORDS_SHIFT] != 0) {
      slot = (slot + 1) & mask;
    }
    return slot << WORDS_SHIFT;
  }

  private int home(long address) {
    return (int) ((address * BlockTable.GOLDEN_RATIO) >>> hashShift) & mask;
  }
}
