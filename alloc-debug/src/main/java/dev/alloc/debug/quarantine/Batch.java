package dev.alloc.debug.quarantine;

/** Records one behind the other in a page, as a {@code long}: the first's position, how many. */
public final class Batch {
  /** No records. */
  public static final long NONE = 0;

  /** The most blocks that leave at a time. */
  static final int MOST = 7;

  private static final int COUNT_BITS = 4;
  private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;

  private Batch() {}

  /**
   * Returns a batch.
   *
   * @param first the position of the first record
   * @param count how many records
   * @return the batch
   */
  public static long of(long first, int count) {
    return count == 0 ? NONE : (first << COUNT_BITS) | count;
  }

  /**
   * Returns where a batch begins.
   *
   * @param batch one that is not {@link #NONE}
   * @return the position of the first record
   */
  public static long first(long batch) {
    return batch >>> COUNT_BITS;
  }

  /**
   * Returns how many records there are.
   *
   * @param batch any
   * @return 0 for {@link #NONE}
   */
  public static int count(long batch) {
    return (int) batch & COUNT_MASK;
  }

  /** Returns a batch as what is left of it if the position of a later record is known. */
  static long ago(long later, long batch) {
    return batch == NONE ? NONE : of(later - first(batch), count(batch));
  }

  /** Undoes {@link #ago}. */
  static long before(long later, long ago) {
    return ago == NONE ? NONE : of(later - first(ago), count(ago));
  }
}
