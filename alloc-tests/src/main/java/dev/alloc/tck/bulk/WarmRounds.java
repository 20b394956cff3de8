package dev.alloc.tck.bulk;

import dev.alloc.tck.trial.Trial;
import dev.alloc.tck.upstream.RecordingUpstream;
import java.util.random.RandomGenerator;

/** Rounds of random sizes with a reset after each (rule 9.2). */
public final class WarmRounds {
  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 25;

  private final Trial trial;
  private final RecordingUpstream upstream;
  private final long share;

  public WarmRounds(PoolTrial pool) {
    this.trial = pool.trial();
    this.upstream = pool.upstream();
    this.share = Math.min(trial.volume(4 << 20), trial.budget() / 4);
  }

  public void run() {
    for (int i = 0; i < WARM_UPS; i++) {
      round(share); // twice what follows: sizes and order decide how well chunks are filled
    }
    for (int i = 1; i <= ROUNDS; i++) {
      long before = calls();
      round(share / 2);
      trial.check(
          calls() == before,
          "round %d of %d called the upstream %d times although more memory had been in use before",
          i,
          ROUNDS,
          calls() - before);
    }
  }

  private void round(long bytes) {
    RandomGenerator random = trial.random();
    long left = bytes;
    while (left > 0) {
      long largest = random.nextInt(16) == 0 ? share / 32 : 256;
      long byteSize = random.nextLong(Math.min(largest, left) + 1);
      trial.blocks().allocate(byteSize, 1L << random.nextInt(4));
      left -= byteSize + 16;
    }
    trial.blocks().verifyContents();
    trial.allocator().reset(Long.MAX_VALUE);
    trial.blocks().forget();
  }

  private long calls() {
    return upstream.allocations() + upstream.frees() + upstream.reallocations();
  }
}
