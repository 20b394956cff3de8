package dev.alloc.tck.trial;

import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import dev.alloc.tck.upstream.CountingUpstream;

/**
 * What is live according to whoever can tell: the allocator if it COUNTS, else what counts below.
 *
 * <p>Below a pool or a quarantine not every block shows at once; there it is looked at after close.
 */
public final class Balance {
  private final Trial trial;
  private boolean blockByBlock;

  private Balance(Trial trial) {
    this.trial = trial;
  }

  /** Skips the rule if nobody can tell. */
  public static Balance of(Trial trial) {
    if (!trial.has(Capability.COUNTS) && trial.upstream().isEmpty()) {
      trial.skip(
          "'%s' does not declare COUNTS, and nothing that counts can be put below it"
              .formatted(trial.allocator().name()));
    }
    return new Balance(trial);
  }

  /** Notes, while all blocks of the trial are live, whether what is below sees each of them. */
  public void mark() {
    blockByBlock =
        trial.upstream().filter(below -> below.liveBlocks() == trial.blocks().size()).isPresent();
  }

  /** Returns the live bytes, of the allocator or as seen from below. */
  public long liveBytes() {
    if (trial.has(Capability.COUNTS)) {
      return trial.allocator().stats().liveBytes().orElse(-1);
    }
    return trial.upstream().orElseThrow().liveBytes();
  }

  /** Tells whether {@link #liveBytes} shows each block at once. */
  public boolean isExact() {
    return trial.has(Capability.COUNTS)
        || (blockByBlock && !trial.has(Capability.HOLDS_FREED) && !trial.has(Capability.RESET));
  }

  /** Fails if anything is live; what can be seen only so late is looked at after close. */
  public void assertNothingLive(String when) {
    if (trial.has(Capability.COUNTS)) {
      AllocatorStats stats = trial.allocator().stats();
      assertNone(stats.liveBlocks().orElse(-1), stats.liveBytes().orElse(-1), when);
      return;
    }
    if (!isExact()) {
      trial.allocator().close();
    }
    CountingUpstream below = trial.upstream().orElseThrow();
    assertNone(below.liveBlocks(), below.liveBytes(), when + ", as seen from below");
  }

  private void assertNone(long blocks, long bytes, String when) {
    trial.check(
        blocks == 0 && bytes == 0, "%s, %d blocks with %d bytes are live", when, blocks, bytes);
  }
}
