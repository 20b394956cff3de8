package com.example.buddy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Which blocks of a piece of memory are free. Blocks are named by their offsets; a block of order
 * {@code k} has {@code 2^k} bytes and an offset that is a multiple of that. Not thread safe.
 *
 * <p>Free blocks of an order are in a list whose links lie in the blocks themselves, so all it
 * needs beside the memory is one byte for each block of the smallest order.
 */
final class BuddyTree {
  static final long NONE = -1;
  private static final int SMALLEST = 5; // room for two links and some to spare
  private static final byte INSIDE = -1; // of a block that begins elsewhere
  private static final int FREE = 64; // added to the order

  private final MemorySegment memory;
  private final byte[] states;
  private final long[] heads = new long[Long.SIZE];
  private final int largest;
  private long top;

  BuddyTree(MemorySegment memory) {
    this.memory = memory;
    this.largest = orderOf(memory.byteSize());
    this.states = new byte[Math.toIntExact(memory.byteSize() >> SMALLEST)];
    Arrays.fill(states, INSIDE);
    Arrays.fill(heads, NONE);
    add(0, largest);
  }

  /** Where the memory ends that was ever in use. */
  long top() {
    return top;
  }

  /** The order of the smallest block with so many bytes. */
  static int orderOf(long byteSize) {
    return Math.max(SMALLEST, Long.SIZE - Long.numberOfLeadingZeros(byteSize - 1));
  }

  /** Takes a block, or returns {@link #NONE}. */
  long take(int order) {
    int found = order;
    while (found <= largest && heads[found] == NONE) {
      found++;
    }
    if (found > largest) {
      return NONE;
    }
    long block = heads[found];
    remove(block, found);
    cut(block, found, order);
    return block;
  }

  /** The order of the used block that begins here, or -1 if none does. */
  int orderAt(long offset) {
    if (offset < 0 || offset >= memory.byteSize() || (offset & (1 << SMALLEST) - 1) != 0) {
      return -1;
    }
    byte state = states[index(offset)];
    return state < FREE ? state : -1;
  }

  /** Gives a used block back. */
  void give(long offset, int order) {
    long block = offset;
    int size = order;
    set(block, INSIDE);
    while (size < largest && isFree(block ^ 1L << size, size)) {
      remove(block ^ 1L << size, size);
      block &= ~(1L << size);
      size++;
    }
    add(block, size);
  }

  /** Changes the order of a used block where it is; false if its neighbours are in the way. */
  boolean resize(long block, int order, int newOrder) {
    for (int size = order; size < newOrder; size++) {
      if ((block & 1L << size) != 0 || !isFree(block | 1L << size, size)) {
        return false;
      }
    }
    for (int size = order; size < newOrder; size++) {
      remove(block | 1L << size, size);
    }
    cut(block, Math.max(order, newOrder), newOrder);
    return true;
  }

  /** Makes a block of an order used with another, smaller one, and frees the halves cut off. */
  private void cut(long block, int order, int newOrder) {
    for (int size = order - 1; size >= newOrder; size--) {
      add(block | 1L << size, size);
    }
    set(block, newOrder);
    top = Math.max(top, block + (1L << newOrder));
  }

  private boolean isFree(long block, int order) {
    return states[index(block)] == order + FREE;
  }

  private void add(long block, int order) {
    long head = heads[order];
    setLink(block, 0, head);
    setLink(block, 8, NONE);
    if (head != NONE) {
      setLink(head, 8, block);
    }
    heads[order] = block;
    set(block, order + FREE);
  }

  private void remove(long block, int order) {
    long next = link(block, 0);
    long previous = link(block, 8);
    if (next != NONE) {
      setLink(next, 8, previous);
    }
    if (previous == NONE) {
      heads[order] = next;
    } else {
      setLink(previous, 0, next);
    }
    set(block, INSIDE);
  }

  private void set(long block, int state) {
    states[index(block)] = (byte) state;
  }

  private static int index(long block) {
    return (int) (block >> SMALLEST);
  }

  private long link(long block, int at) {
    return memory.get(ValueLayout.JAVA_LONG, block + at);
  }

  private void setLink(long block, int at, long value) {
    memory.set(ValueLayout.JAVA_LONG, block + at, value);
  }
}
