package dev.alloc.debug.table;

/** The results of {@link Stripe#claim}, packed into one {@code long} so that it is no object. */
public final class Claim {
  /** There is no block at that address. */
  public static final long ABSENT = -1;

  /** The block there has another size. */
  public static final long WRONG_SIZE = -2;

  /** The block there was freed, or is being freed or reallocated by another thread. */
  public static final long FREED = -3;

  private static final long MORE = 1L << 62;
  private static final int LEAVING_SHIFT = 31;
  private static final int NUMBER = Integer.MAX_VALUE;

  private Claim() {}

  static long of(int block, int leaving, boolean more) {
    return (more ? MORE : 0) | ((long) (leaving + 1) << LEAVING_SHIFT) | block;
  }

  /**
   * Returns whether a claim failed.
   *
   * @param claim a claim
   * @return whether it is one of the constants of this class
   */
  public static boolean failed(long claim) {
    return claim < 0;
  }

  /**
   * Returns the claimed block.
   *
   * @param claim a claim that did not fail
   * @return the number of its record in its stripe
   */
  public static int block(long claim) {
    return (int) (claim & NUMBER);
  }

  /**
   * Returns a block that has to leave the queue to make room for the claimed one.
   *
   * @param claim a claim that did not fail
   * @return the number of its record, or -1 if none has to
   */
  public static int leaving(long claim) {
    return (int) ((claim >>> LEAVING_SHIFT) & NUMBER) - 1;
  }

  /**
   * Returns whether yet more blocks have to leave, see {@link Stripe#leaveFor}.
   *
   * @param claim a claim that did not fail
   * @return whether they have to
   */
  public static boolean needsMore(long claim) {
    return (claim & MORE) != 0;
  }
}
