package dev.alloc.system.export;

import java.util.Arrays;

/**
 * The sizes of all exported blocks by address. Safe for threads; addresses are never 0.
 *
 * @param stripes never replaced, so that the JIT takes the array for a constant
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares tables
record BlockSizes(SizeStripe[] stripes) {
  /** There is no block of that address. */
  static final long ABSENT = -1;

  private static final int STRIPE_BITS = 5;
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  /** Is shown blocks. */
  @FunctionalInterface
  interface Visitor {
    void visit(long address, long byteSize);
  }

  BlockSizes() {
    this(new SizeStripe[1 << STRIPE_BITS]);
    Arrays.setAll(stripes, _ -> new SizeStripe());
  }

  /**
   * Adds a block.
   *
   * @throws OutOfMemoryError if the table cannot grow; nothing has changed then
   */
  void put(long address, long byteSize) {
    long hash = hash(address);
    stripe(hash).put(address, hash, byteSize, false);
  }

  /**
   * Adds a block that has been moved or was not freed after all, for which there has to be room.
   */
  void putBack(long address, long byteSize) {
    long hash = hash(address);
    stripe(hash).put(address, hash, byteSize, true);
  }

  /** Removes a block and returns its size, or {@link #ABSENT}. */
  long remove(long address) {
    long hash = hash(address);
    return stripe(hash).remove(address, hash);
  }

  /** Returns a block's size, or {@link #ABSENT}. */
  long sizeOf(long address) {
    long hash = hash(address);
    return stripe(hash).sizeOf(address, hash);
  }

  /** Returns the number of blocks, exact if nobody is changing it. */
  long count() {
    long count = 0;
    for (SizeStripe stripe : stripes) {
      count += stripe.count();
    }
    return count;
  }

  /** Shows all blocks, outside of all locks. */
  void forEach(Visitor visitor) {
    for (SizeStripe stripe : stripes) {
      long[] slots = stripe.copy();
      for (int at = 0; at < slots.length; at += 2) {
        if (slots[at] != 0) {
          visitor.visit(slots[at], slots[at + 1]);
        }
      }
    }
  }

  static long hash(long address) {
    return address * GOLDEN_RATIO;
  }

  private SizeStripe stripe(long hash) {
    return stripes[(int) (hash >>> (Long.SIZE - STRIPE_BITS))];
  }
}
