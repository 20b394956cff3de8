package dev.alloc.tck.trial;

import java.lang.foreign.MemorySegment;
import java.util.Comparator;
import java.util.List;

/** Finds blocks that share bytes by their addresses alone. */
public final class Overlaps {

  private Overlaps() {}

  public static void check(Trial trial) {
    check(trial, trial.blocks().blocks().stream().map(LiveSet.Block::memory).toList());
  }

  public static void check(Trial trial, List<MemorySegment> live) {
    List<MemorySegment> sorted =
        live.stream().sorted(Comparator.comparingLong(MemorySegment::address)).toList();
    for (int i = 1; i < sorted.size(); i++) {
      MemorySegment lower = sorted.get(i - 1);
      MemorySegment upper = sorted.get(i);
      trial.check(
          lower.address() + lower.byteSize() <= upper.address(),
          "two of %d live blocks overlap: %s and %s",
          sorted.size(),
          LiveSet.describe(lower),
          LiveSet.describe(upper));
    }
  }
}
