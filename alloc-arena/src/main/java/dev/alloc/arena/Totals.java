package dev.alloc.arena;

import java.util.List;
import java.util.function.ToLongFunction;

/** The sum of some tallies at one moment. */
record Totals(
    long allocations,
    long allocatedBytes,
    long frees,
    long freedBytes,
    long reallocations,
    long paddingBytes,
    long chunkEndBytes,
    long deadBytes) {
  static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0);

  /** Adds up. All frees are read before all allocations, so no block is freed but not allocated. */
  static Totals of(List<Tally> tallies) {
    long frees = sum(tallies, Tally::frees);
    long freedBytes = sum(tallies, Tally::freedBytes);
    return new Totals(
        sum(tallies, Tally::allocations),
        sum(tallies, Tally::allocatedBytes),
        frees,
        freedBytes,
        sum(tallies, tally -> tally.reallocations.get()),
        sum(tallies, tally -> tally.paddingBytes.get()),
        sum(tallies, tally -> tally.chunkEndBytes.get()),
        sum(tallies, tally -> tally.deadBytes.get()));
  }

  long liveBlocks() {
    return allocations - frees;
  }

  long liveBytes() {
    return allocatedBytes - freedBytes;
  }

  private static long sum(List<Tally> tallies, ToLongFunction<Tally> count) {
    return tallies.stream().mapToLong(count).sum();
  }
}
