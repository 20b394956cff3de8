package dev.alloc.tck.bulk;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Trial;
import dev.alloc.tck.upstream.RecordingUpstream;
import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/** Everything a pool can be asked for, in random order, and what its upstream sees (rule 9.5). */
public final class BulkChurn {
  private static final int MOST_MARKS = 3;

  private final Trial trial;
  private final RecordingUpstream upstream;
  private final Allocator allocator;
  private final LiveSet blocks;
  private final RandomGenerator random;
  private final boolean marking;
  private final long large;
  private final long most; // bytes between two resets, because single frees may reclaim nothing
  private final Deque<Opened> marks = new ArrayDeque<>();
  private long sinceReset;

  /** A mark and the number of blocks older than it. */
  private record Opened(Mark mark, int older) {}

  public BulkChurn(PoolTrial pool) {
    this.trial = pool.trial();
    this.upstream = pool.upstream();
    this.allocator = trial.allocator();
    this.blocks = trial.blocks();
    this.random = trial.random();
    this.marking = trial.has(Capability.MARK);
    this.large = Math.min(trial.volume(1 << 20), trial.budget() / 64);
    this.most = Math.min(trial.volume(8 << 20), trial.budget() / 8);
  }

  public void run() {
    int steps = Math.max(100, trial.repeats(5_000));
    for (int i = 0; i < steps; i++) {
      step();
    }
    reset(0);
    trial.check(
        upstream.live().isEmpty(),
        "after reset(0), %d segments have not come back to the upstream",
        upstream.live().size());
    step();
    blocks.forget(); // some are left for close to give back
    allocator.close();
    upstream.assertBalanced("rule 9.5");
  }

  private void step() {
    int older = marks.isEmpty() ? 0 : marks.peek().older();
    switch (sinceReset >= most ? 11 : random.nextInt(12)) {
      case 0 -> blocks.allocate(size(large + 1), 8);
      case 1, 2, 3 -> blocks.allocate(size(64), 1L << random.nextInt(4));
      case 4 -> blocks.add(allocator.allocateZeroed(size(300), 8));
      case 5, 6 -> {
        if (blocks.size() > older) {
          blocks.free(random.nextInt(older, blocks.size()));
        }
      }
      case 7 -> {
        if (blocks.size() > older) {
          int index = random.nextInt(older, blocks.size());
          blocks.reallocate(index, size(300), 8);
          blocks.refill(index);
        }
      }
      case 8 -> {
        if (marking && marks.size() < MOST_MARKS) {
          marks.push(new Opened(allocator.mark(), blocks.size()));
        }
      }
      case 9 -> {
        if (!marks.isEmpty()) {
          Opened innermost = marks.pop();
          innermost.mark().close();
          blocks.forgetFrom(innermost.older());
        }
      }
      case 10 -> {
        try (Arena arena = allocator.confinedArena(random.nextBoolean())) {
          arena.allocate(size(300), 8);
          arena.allocate(size(large + 1), 8);
        }
      }
      default -> {
        if (sinceReset >= most || random.nextInt(4) == 0) {
          blocks.verifyContents();
          long[] retained = {0, large, Long.MAX_VALUE};
          reset(retained[random.nextInt(retained.length)]);
        }
      }
    }
  }

  private void reset(long retainBytes) {
    allocator.reset(retainBytes);
    blocks.forget();
    marks.clear();
    sinceReset = 0;
  }

  private long size(long bound) {
    long byteSize = random.nextLong(bound);
    sinceReset += byteSize + 16;
    return byteSize;
  }
}
