package dev.alloc.debug.table;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Entries by address: open addressing, linear probing, no tombstones. Used under the stripe's lock.
 */
public final class Slots extends Padding {
  /** Instead of an index: there is no such entry. */
  public static final int NONE = -1;

  private static final int FIRST_CAPACITY = 16; // entries
  private static final int LARGEST_CAPACITY = 1 << 26;
  private static final int WORDS_SHIFT = 2;
  private static final int MOST_SPARSE = 1 << 11; // entries

  private final TableMemory memory;
  private long[] words = new long[Entry.WORDS]; // empty: found full by the first insertion
  private int mask; // of entry numbers
  private int hashShift;
  private int count;
  private int limit;

  Slots(TableMemory memory) {
    this.memory = memory;
  }

  /**
   * Returns the words among which the entries are, until there are more of them.
   *
   * @return the words
   */
  public long[] words() {
    return words;
  }

  /**
   * Returns where a block's entry is.
   *
   * @param address where its bytes begin
   * @param byteSize how many bytes it should have
   * @return the index of its first word, or {@link #NONE}
   */
  public int find(long address, long byteSize) {
    int at = slot(address);
    return words[at] != 0 && Entry.byteSize(words, at) == byteSize ? at : NONE;
  }

  /** Returns the index of an address's entry, or else of the unused one where it would be. */
  int slot(long address) {
    long[] all = words;
    int last = all.length - 1; // a power of two, less one
    int at = ((int) ((address * BlockTable.GOLDEN_RATIO) >>> hashShift) << WORDS_SHIFT) & last;
    long found = all[at];
    while (found != address && found != 0) {
      at = (at + Entry.WORDS) & last;
      found = all[at];
    }
    return at;
  }

  boolean isUnused(int at) {
    return words[at] == 0;
  }

  /**
   * Adds an entry, which the caller writes.
   *
   * @param at where it was found to be missing
   * @return where it is to be written
   * @throws OutOfMemoryError if there is no memory for it; nothing has changed then
   */
  int add(int at, long address) {
    int added = at;
    if (count >= limit) {
      grow();
      added = slot(address);
    }
    count++;
    return added;
  }

  /** Adds one that was removed before; it may have what is left of the room. */
  int addAgain(long address) {
    if (count >= mask) {
      grow();
    }
    count++;
    return slot(address);
  }

  /**
   * Moves an entry out.
   *
   * @param at where it is
   * @param to where it is written
   * @param toAt index of the first word
   */
  public void moveOut(int at, long[] to, int toAt) {
    Entry.copy(words, at, to, toAt);
    remove(at);
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

  /** Calls for the index of each entry. */
  void forEach(IntConsumer action) {
    for (int at = 0; at < words.length; at += Entry.WORDS) {
      if (words[at] != 0) {
        action.accept(at);
      }
    }
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
    words = all;
    for (int at = 0; at < old.length; at += Entry.WORDS) {
      if (old[at] != 0) {
        Entry.copy(old, at, all, slot(old[at]));
      }
    }
    if (limit != 0) {
      memory.returned(old);
    }
    // small ones half full: to search on costs a mispredicted branch, more than their memory
    limit = capacity <= MOST_SPARSE ? capacity / 2 : capacity / 4 * 3;
  }

  private int home(long address) {
    return (int) ((address * BlockTable.GOLDEN_RATIO) >>> hashShift) & mask;
  }
}
