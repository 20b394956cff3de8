package dev.alloc.tracking.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives keys small numbers, from 1 on, each key one that it keeps.
 *
 * <p>Finding takes no lock: whoever misses what another thread is just adding looks again under it.
 */
final class Numbers {
  /** No number. */
  static final int NONE = 0;

  private static final long UNKNOWN = -1; // no key is negative
  private static final int FIRST_LENGTH = 256; // a power of two
  private static final int SPARSE = 8;

  private final int most;
  private final TableMemory memory;
  private Index index = Index.ofLength(FIRST_LENGTH);
  private int count = 1; // from NONE on
  private volatile boolean full; // once it is, it stays so

  /**
   * Open addressing, at most an eighth full, so that nearly all are where their search begins.
   *
   * @param slots numbers by the highest bits of a key's hash
   * @param keys by their numbers
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares indexes
  private record Index(char[] slots, int shift, long[] keys) {
    static Index ofLength(int length) {
      long[] keys = new long[length / SPARSE];
      Arrays.fill(keys, UNKNOWN);
      return new Index(new char[length], Long.SIZE - Integer.numberOfTrailingZeros(length), keys);
    }

    private int home(long key) {
      return (int) (Slots.hash(key) >>> shift);
    }

    private int slotOf(long key) {
      int at = home(key);
      while (slots[at] != NONE && keys[slots[at]] != key) {
        at = at + 1 & (slots.length - 1);
      }
      return at;
    }

    /** Reads each slot once: another thread may be adding. */
    int find(long key) {
      int at = home(key);
      char number = slots[at];
      while (number != NONE && keys[number] != key) {
        at = at + 1 & (slots.length - 1);
        number = slots[at];
      }
      return number;
    }

    void add(long key, char number) {
      keys[number] = key;
      slots[slotOf(key)] = number;
    }

    static long bytes(int length) {
      return (long) length * Character.BYTES + (long) length / SPARSE * Long.BYTES;
    }
  }

  /**
   * Without keys yet.
   *
   * @param most the highest number to give, below 2^16
   */
  Numbers(int most, TableMemory memory) {
    this.most = most;
    this.memory = memory;
  }

  /** Returns a key's number, a new one if need be; NONE if there is none left. */
  int give(long key) {
    int number = index.find(key);
    return number == NONE && !full ? addIfRoom(key) : number;
  }

  private synchronized int addIfRoom(long key) {
    int number = index.find(key); // another thread may have added it
    if (number != NONE) {
      return number;
    }
    full = !hasRoom();
    return full ? NONE : add(key);
  }

  private int add(long key) {
    int number = count++;
    index.add(key, (char) number);
    return number;
  }

  private boolean hasRoom() {
    return count <= most && (count < index.keys.length || grow());
  }

  private boolean grow() {
    int former = index.slots.length;
    Index larger = larger(2 * former);
    if (larger == null) {
      return false;
    }
    for (int number = 1; number < count; number++) {
      larger.add(index.keys[number], (char) number);
    }
    index = larger;
    if (former > FIRST_LENGTH) { // the first one was not counted
      memory.giveBackBytes(Index.bytes(former));
    }
    return true;
  }

  private @Nullable Index larger(int length) {
    if (!memory.takeIfEasy(Index.bytes(length))) {
      return null;
    }
    try {
      return Index.ofLength(length);
    } catch (OutOfMemoryError noMemory) {
      memory.giveBackBytes(Index.bytes(length)); // what has no number goes to a stripe
      return null;
    }
  }
}
