package dev.alloc.debug.table;

/**
 * What was done so far.
 *
 * @param blocks how many blocks were allocated, or freed
 * @param bytes the bytes they asked for, and those that reallocations added, or dropped
 * @param reallocations how many blocks were reallocated
 */
public record Tally(long blocks, long bytes, long reallocations) {
  static final Tally NONE = new Tally(0, 0, 0);

  Tally plus(Tally other) {
    return new Tally(
        blocks + other.blocks, bytes + other.bytes, reallocations + other.reallocations);
  }

  /**
   * Returns what is left of these when others are taken away.
   *
   * @param other what to take away
   * @return the difference
   */
  public Tally minus(Tally other) {
    return new Tally(
        blocks - other.blocks, bytes - other.bytes, reallocations - other.reallocations);
  }
}
