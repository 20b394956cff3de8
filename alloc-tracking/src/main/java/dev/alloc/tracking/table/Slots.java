package dev.alloc.tracking.table;

/**
 * Open addressing in an array of pairs: address and entry, address 0 for an empty slot; linear
 * probing, the highest bits of an address's hash say where to begin. A slot is named by the index
 * of its address. The array's length is a power of two; one slot at least is empty.
 */
final class Slots {
  static final int WIDTH = 2;
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private Slots() {}

  static long hash(long address) {
    return address * GOLDEN_RATIO;
  }

  /** By how many bits a hash is shifted for an array of this length. */
  static int shift(int length) {
    return Long.SIZE - Integer.numberOfTrailingZeros(length);
  }

  /** The slot at which the search for an address begins. */
  static int home(int shift, long address) {
    return (int) (hash(address) >>> shift) & -WIDTH;
  }

  /**
   * Returns the first or second slot for an address, the second only if the first has another one.
   * The first has to be one of the array's.
   *
   * <p>Most are there, and which of the two nobody can predict: a branch would often be taken in
   * vain, and would wait for the slot to come from memory.
   */
  static int likely(long[] all, int home, long address) {
    long other = all[home] ^ address;
    int step = (int) ((other | -other) >>> (Long.SIZE - 1)); // 1 if it is another one
    return home + WIDTH * step & (all.length - 1);
  }

  /** Returns the slot that has an address, or the empty one where it would be. */
  static int find(long[] all, int shift, long address) {
    int at = home(shift, address);
    while (all[at] != address && all[at] != 0) {
      at = at + WIDTH & (all.length - 1);
    }
    return at;
  }

  /** Empties a slot, and moves others back that would have been in it. */
  static void remove(long[] all, int shift, int slot) {
    int last = all.length - 1;
    int gap = slot;
    for (int next = gap + WIDTH & last; all[next] != 0; next = next + WIDTH & last) {
      int home = home(shift, all[next]);
      if ((next - home & last) >= (next - gap & last)) {
        all[gap] = all[next];
        all[gap + 1] = all[next + 1];
        gap = next;
      }
    }
    all[gap] = 0;
  }

  /** Copies all that is in one array to another, which is empty and larger. */
  static void copy(long[] from, long[] to) {
    int shift = shift(to.length);
    for (int at = 0; at < from.length; at += WIDTH) {
      if (from[at] != 0) {
        int slot = find(to, shift, from[at]);
        to[slot] = from[at];
        to[slot + 1] = from[at + 1];
      }
    }
  }

  /**
   * Empties the slots of blocks that were freed.
   *
   * @param except an address to keep
   * @return how many
   */
  static int removeFreed(long[] all, int shift, long except) {
    int last = all.length - 1;
    int start = 0;
    while (all[start] != 0) {
      start += WIDTH;
    }
    int removed = 0;
    // From an empty slot around to it: what is moved back comes from slots yet to be looked at.
    for (int i = WIDTH; i < all.length; i += WIDTH) {
      int at = start + i & last;
      while (all[at] != 0 && all[at] != except && !Entry.isLive(all[at + 1])) {
        remove(all, shift, at);
        removed++;
      }
    }
    return removed;
  }
}
