package dev.alloc.counting;

/**
 * What was counted, here or in part.
 *
 * @param allocations how many blocks were allocated
 * @param allocatedBytes the bytes they asked for, and those that reallocations added
 * @param frees how many blocks were freed, or dropped in bulk
 * @param freedBytes the bytes they had, and those that reallocations took away
 * @param reallocations how many blocks were reallocated
 */
record Counts(
    long allocations, long allocatedBytes, long frees, long freedBytes, long reallocations) {
  static final Counts NONE = new Counts(0, 0, 0, 0, 0);

  long liveBlocks() {
    return allocations - frees;
  }

  long liveBytes() {
    return allocatedBytes - freedBytes;
  }

  Counts plus(Counts other) {
    return new Counts(
        allocations + other.allocations,
        allocatedBytes + other.allocatedBytes,
        frees + other.frees,
        freedBytes + other.freedBytes,
        reallocations + other.reallocations);
  }
}
