package dev.alloc.debug.table;

/** Why a block cannot be claimed; what else {@link BlockTable#claim} returns is its record. */
public final class Claim {
  /** There is no block at that address. */
  public static final int ABSENT = -1;

  /** The block there has another size. */
  public static final int WRONG_SIZE = -2;

  /** The block there was freed, or is being freed or reallocated by another thread. */
  public static final int FREED = -3;

  private Claim() {}

  /**
   * Returns whether a claim failed.
   *
   * @param claim the result of a claim
   * @return whether it is one of the constants of this class
   */
  public static boolean failed(int claim) {
    return claim < 0;
  }
}
