package dev.alloc.debug.table;

import java.util.concurrent.atomic.AtomicLong;

/** Where records get their arrays from, up to a limit. Safe for threads. */
public final class TableMemory {
  private final AtomicLong left;

  /**
   * Creates memory for one table.
   *
   * @param most most bytes to have at once
   */
  public TableMemory(long most) {
    this.left = new AtomicLong(most);
  }

  /**
   * Makes an array.
   *
   * @param length how many words
   * @return zeros, to be given back by {@link #returned}
   * @throws OutOfMemoryError if that would be too many, or the Java heap is full
   */
  public long[] array(int length) {
    long bytes = bytes(length);
    if (left.addAndGet(-bytes) < 0) {
      left.addAndGet(bytes);
      throw new OutOfMemoryError("the records of blocks may take no more memory");
    }
    try {
      return new long[length];
    } catch (OutOfMemoryError heapIsFull) {
      left.addAndGet(bytes);
      throw heapIsFull;
    }
  }

  /**
   * Takes an array back, which the caller forgets.
   *
   * @param array the array
   */
  public void returned(long[] array) {
    left.addAndGet(bytes(array.length));
  }

  private static long bytes(int length) {
    return (long) length * Long.BYTES;
  }
}
