package dev.alloc.junit.scope;

/**
 * What a check demands.
 *
 * @param enabled whether a leak is a failure
 * @param sites whether to record where blocks are allocated
 * @param allowedBlocks how many blocks may stay live, or -1 if that is not limited
 * @param allowedBytes how many bytes may stay live, or -1 if that is not limited
 * @param warmUps how often a test is run before it is checked
 */
public record Terms(
    boolean enabled, boolean sites, long allowedBlocks, long allowedBytes, int warmUps) {
  private static final long UNLIMITED = -1;

  /** Returns the terms of what is observed and not judged. */
  public static Terms none() {
    return new Terms(false, false, UNLIMITED, UNLIMITED, 0);
  }

  /** Returns these terms, with the places of allocations recorded. */
  public Terms withSites() {
    return new Terms(enabled, true, allowedBlocks, allowedBytes, warmUps);
  }

  /** Returns whether a test that leaves this behind passes. */
  public boolean accept(Balance balance) {
    if (!enabled || balance.equals(Balance.EVEN)) {
      return true;
    }
    boolean nothingAllowed = allowedBlocks == UNLIMITED && allowedBytes == UNLIMITED;
    return !nothingAllowed
        && balance.blocks() >= 0
        && (allowedBlocks == UNLIMITED || balance.blocks() <= allowedBlocks)
        && (allowedBytes == UNLIMITED || balance.bytes() <= allowedBytes);
  }
}
