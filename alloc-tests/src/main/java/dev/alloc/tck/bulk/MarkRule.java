package dev.alloc.tck.bulk;

import dev.alloc.Allocator;
import dev.alloc.Mark;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Overlaps;
import dev.alloc.tck.trial.State;
import dev.alloc.tck.trial.Trial;

/** What marks drop and what they keep (rule 9.4). */
public final class MarkRule {
  private static final int ROUNDS = 12;

  private final PoolTrial pool;
  private final Trial trial;
  private final Allocator allocator;
  private final LiveSet blocks;
  private final long large;

  public MarkRule(PoolTrial pool) {
    this.pool = pool;
    this.trial = pool.trial();
    this.allocator = trial.allocator();
    this.blocks = trial.blocks();
    this.large = Math.min(trial.volume(1 << 20), trial.budget() / 32);
  }

  public void run() {
    onEmpty();
    nested();
    freedInside();
    keepsNoMemory();
    outOfOrder();
    afterReset();
  }

  private void onEmpty() {
    Mark mark = allocator.mark();
    fill();
    mark.close();
    dropTo(0, "after a mark on an empty allocator was closed");
    allocator.reset(0);
    long held = pool.heldBytes().orElse(0);
    trial.check(
        held == 0, "%d bytes are held after a mark on an empty allocator and reset(0)", held);
  }

  private void nested() {
    fill();
    int old = blocks.size();
    Mark outer = allocator.mark();
    fill();
    int middle = blocks.size();
    Mark inner = allocator.mark();
    fill();
    Mark innermost = allocator.mark();
    innermost.close(); // with nothing inside
    pool.assertLive(blocks.size(), bytes(), "after a mark with nothing inside was closed");
    fill();
    inner.close();
    dropTo(middle, "after the inner mark was closed");
    fill();
    inner.close(); // again: no effect
    pool.assertLive(blocks.size(), bytes(), "after a mark was closed for the second time");
    outer.close();
    dropTo(old, "after the outer mark was closed");
    fill();
    verify("after blocks were allocated where the marks were");
    end();
  }

  private void freedInside() {
    fill();
    Mark mark = allocator.mark();
    fill();
    blocks.freeKeepingOrder(1); // older than the mark
    blocks.freeKeepingOrder(blocks.size() - 2); // younger
    int old = blocks.size() / 2;
    pool.assertLive(blocks.size(), bytes(), "after frees on both sides of a mark");
    mark.close();
    dropTo(old, "after a mark was closed, blocks on both sides of which had been freed");
    end();
  }

  private void keepsNoMemory() {
    blocks.allocate(24, 8);
    long settled = 0;
    for (int i = 0; i < ROUNDS; i++) {
      try (Mark _ = allocator.mark()) {
        blocks.allocate(large, 8);
        blocks.allocate(24, 8);
      }
      dropTo(1, "after a mark with a large block inside was closed");
      long held = pool.heldBytes().orElse(0);
      trial.check(
          i < 2 || held <= settled,
          "%d bytes were held, and %d more after round %d of a mark with a large block inside",
          settled,
          held - settled,
          i + 1);
      settled = held;
    }
    end();
  }

  private void outOfOrder() {
    fill();
    int old = blocks.size();
    Mark outer = allocator.mark();
    fill();
    Mark inner = allocator.mark();
    fill();
    State before = trial.state();
    trial.thrown(
        IllegalStateException.class, "closing a mark before one that is younger", outer::close);
    trial.assertUnchanged(before, "the refused close of a mark");
    verify("after a mark was refused");
    inner.close();
    outer.close();
    dropTo(old, "after a mark that was closed too early first");
    end();
  }

  private void afterReset() {
    Mark mark = allocator.mark();
    fill();
    end();
    fill();
    trial.thrown(
        IllegalStateException.class, "closing a mark from before the last reset", mark::close);
    verify("after a mark from before the last reset was refused");
    end();
  }

  /** Six blocks, one of them large. */
  private void fill() {
    for (long byteSize : new long[] {24, 1, 300, large, 0, 24}) {
      blocks.allocate(byteSize, 8);
    }
  }

  private void dropTo(int left, String when) {
    blocks.forgetFrom(left);
    verify(when);
  }

  private void verify(String when) {
    pool.assertLive(blocks.size(), bytes(), when);
    pool.assertBlocksAreInside(when);
    Overlaps.check(trial);
    blocks.verifyContents();
  }

  private long bytes() {
    return blocks.blocks().stream().mapToLong(block -> block.memory().byteSize()).sum();
  }

  private void end() {
    allocator.reset(Long.MAX_VALUE);
    blocks.forget();
  }
}
