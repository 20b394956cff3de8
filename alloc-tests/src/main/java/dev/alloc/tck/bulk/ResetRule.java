package dev.alloc.tck.bulk;

import dev.alloc.Allocator;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Overlaps;
import dev.alloc.tck.trial.State;
import dev.alloc.tck.trial.Trial;
import java.util.List;
import java.util.random.RandomGenerator;

/** What one thread sees of a reset (rule 9.1). */
public final class ResetRule {
  private final PoolTrial pool;
  private final Trial trial;
  private final Allocator allocator;
  private final long share; // bytes between two resets; nothing comes back below, see PoolTrial

  public ResetRule(PoolTrial pool) {
    this.pool = pool;
    this.trial = pool.trial();
    this.allocator = trial.allocator();
    this.share = Math.min(trial.volume(1 << 20), trial.budget() / 24);
  }

  public void run() {
    allocator.reset(0);
    pool.assertLive(0, 0, "after the reset of an empty allocator");
    refusesNegative();
    for (long retain : List.of(Long.MAX_VALUE, share / 2, 1L, 0L)) {
      String when = "after reset(" + retain + ")";
      fill();
      allocator.reset(retain);
      trial.blocks().forget();
      pool.assertLive(0, 0, when);
      long held = pool.heldBytes().orElse(0);
      trial.check(held <= retain, "%s, %d bytes are held", when, held);
      allocator.check();
      fill();
      pool.assertBlocksAreInside(when);
      Overlaps.check(trial);
      trial.blocks().verifyContents();
      allocator.reset(Long.MAX_VALUE);
      trial.blocks().forget();
    }
    allocator.reset(0);
    allocator.reset(0); // nothing left to give back
    pool.assertLive(0, 0, "after two resets in a row");
  }

  private void refusesNegative() {
    trial.blocks().allocate(24, 8);
    State before = trial.state();
    trial.thrown(IllegalArgumentException.class, "reset(-1)", () -> allocator.reset(-1));
    trial.assertUnchanged(before, "reset(-1)");
    trial.blocks().verifyContents();
    trial.blocks().freeAll();
  }

  /** Small blocks, a few large ones, some freed, some resized. */
  private void fill() {
    LiveSet blocks = trial.blocks();
    RandomGenerator random = trial.random();
    long left = share;
    for (int i = 0; left > 0; i++) {
      long byteSize = i % 8 == 7 ? random.nextLong(share / 8 + 1) : random.nextLong(64);
      blocks.allocate(byteSize, 1L << random.nextInt(4));
      left -= byteSize + 64;
      if (i % 5 == 4) {
        blocks.free(random.nextInt(blocks.size()));
      }
      if (i % 9 == 8) {
        int index = random.nextInt(blocks.size());
        blocks.reallocate(index, random.nextLong(64), 8);
        blocks.refill(index);
      }
    }
  }
}
