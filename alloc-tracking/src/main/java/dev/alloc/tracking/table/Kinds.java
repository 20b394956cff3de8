package dev.alloc.tracking.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What blocks of one size and one origin have in common, as a number of 16 bits. Programs allocate
 * few sizes from each place, so a number says it all; it is given once and stays.
 *
 * <p>Finding takes no lock: whoever misses what another thread is just adding looks again under it.
 */
final class Kinds {
  /** No kind. */
  static final char NONE = 0;

  /** Stands for what has no number. */
  static final char UNNUMBERED = Character.MAX_VALUE;

  /** Larger blocks have no kind: their sizes differ too much for the numbers there are. */
  static final long MOST_BYTES = 4096;

  private static final long UNKNOWN = -1; // no live block's entry is negative
  private static final int FIRST_LENGTH = 256; // a power of two
  private static final int SPARSE = 8;

  private final TableMemory memory;
  private Index index = Index.ofLength(FIRST_LENGTH);
  private int count = 1; // from NONE on
  private volatile boolean full; // once it is, it stays so

  /**
   * Open addressing, at most an eighth full, so that nearly all are where their search begins.
   *
   * @param slots numbers by the highest bits of an entry's hash
   * @param byNumber entries of live blocks
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares indexes
  private record Index(char[] slots, int shift, long[] byNumber) {
    static Index ofLength(int length) {
      long[] byNumber = new long[length / SPARSE];
      Arrays.fill(byNumber, UNKNOWN);
      return new Index(
          new char[length], Long.SIZE - Integer.numberOfTrailingZeros(length), byNumber);
    }

    int home(long live) {
      return (int) (Slots.hash(live) >>> shift);
    }

    int slotOf(long live) {
      int at = home(live);
      while (slots[at] != NONE && byNumber[slots[at]] != live) {
        at = at + 1 & (slots.length - 1);
      }
      return at;
    }

    /** Reads each slot once: another thread may be adding. */
    char find(long live) {
      int at = home(live);
      char number = slots[at];
      while (number != NONE && byNumber[number] != live) {
        at = at + 1 & (slots.length - 1);
        number = slots[at];
      }
      return number;
    }

    void add(long live, char number) {
      byNumber[number] = live;
      slots[slotOf(live)] = number;
    }

    static long bytes(int length) {
      return (long) length * Character.BYTES + (long) length / SPARSE * Long.BYTES;
    }
  }

  Kinds(TableMemory memory) {
    this.memory = memory;
  }

  /** Returns the number of a kind that is where its search begins, as most are, or NONE. */
  char likely(long byteSize, int origin) {
    if (byteSize > MOST_BYTES) {
      return NONE;
    }
    long live = Entry.liveSmall(byteSize, origin);
    Index all = index;
    char number = all.slots[all.home(live)];
    return all.byNumber[number] == live ? number : NONE;
  }

  /** Returns the entry of a live block of this kind; negative if there is no such kind. */
  long entry(char number) {
    long[] all = index.byNumber;
    return number < all.length ? all[number] : UNKNOWN;
  }

  /** The same of a number that was given. */
  long entrySurely(char number) {
    long entry = entry(number);
    if (entry != UNKNOWN) {
      return entry;
    }
    synchronized (this) {
      return entry(number);
    }
  }

  /** Returns the number of a kind, a new one if need be; NONE if there is none left. */
  char number(long byteSize, int origin) {
    if (byteSize > MOST_BYTES) {
      return NONE;
    }
    long live = Entry.live(byteSize, origin);
    char number = index.find(live);
    return number == NONE && !full ? addIfRoom(live) : number;
  }

  private synchronized char addIfRoom(long live) {
    char number = index.find(live); // another thread may have added it
    if (number != NONE) {
      return number;
    }
    full = !hasRoom();
    return full ? NONE : add(live);
  }

  private char add(long live) {
    char number = (char) count++;
    index.add(live, number);
    return number;
  }

  private boolean hasRoom() {
    return count < UNNUMBERED && (count < index.byNumber.length || grow());
  }

  private boolean grow() {
    int former = index.slots.length;
    Index larger = larger(2 * former);
    if (larger == null) {
      return false;
    }
    for (char number = 1; number < count; number++) {
      larger.add(index.byNumber[number], number);
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
