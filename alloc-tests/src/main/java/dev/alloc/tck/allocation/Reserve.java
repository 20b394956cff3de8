package dev.alloc.tck.allocation;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.tck.trial.Trial;

/** Repeats one pattern of requests and watches the memory that the allocator holds. */
public final class Reserve {
  private static final long[] PATTERN = {8, 100, 1, 500, 24, 64, 300, 0, 16, 40};
  private static final long PATTERN_BYTES = 1_053;

  private final Trial trial;
  private final boolean resets;
  private final int warmUp;
  private final long tolerance;
  private long stable;

  private Reserve(Trial trial, boolean resets, long heldBackBytes) {
    this.trial = trial;
    this.resets = resets;
    this.warmUp = (int) Math.min(100_000, 16 + 2 * heldBackBytes / PATTERN_BYTES);
    this.tolerance = heldBackBytes;
  }

  /** Skips the rule if memory never comes back. */
  public static Reserve of(Trial trial, long heldBackBytes) {
    boolean resets = !trial.has(Capability.INDIVIDUAL_FREE);
    if (resets && !trial.has(Capability.RESET)) {
      trial.skip("'" + trial.allocator().name() + "' declares neither INDIVIDUAL_FREE nor RESET");
    }
    return new Reserve(trial, resets, heldBackBytes);
  }

  /** Returns how many rounds come first, to fill caches and a quarantine. */
  public int warmUp() {
    return warmUp;
  }

  /** Allocates and frees the pattern, then compares with the end of the warm-up. */
  public void round(int number) {
    for (long byteSize : PATTERN) {
      trial.blocks().allocate(byteSize, 8);
    }
    trial.blocks().freeAll();
    Allocator allocator = trial.allocator();
    if (resets) {
      allocator.reset(Long.MAX_VALUE);
    }
    if (number < warmUp) {
      stable = Math.max(stable, reservedBytes());
    } else if (number % 64 == 0) {
      long reserved = reservedBytes();
      trial.check(
          reserved <= stable + tolerance,
          "round %d of one and the same pattern: %d reserved bytes, %d after the first %d rounds",
          number,
          reserved,
          stable,
          warmUp);
    }
  }

  private long reservedBytes() {
    return trial
        .allocator()
        .stats()
        .reservedBytes()
        .orElseThrow(() -> trial.failure("RESERVED is declared, but reservedBytes() is unknown"));
  }
}
