package dev.alloc.tck.threads;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.tck.trial.TaggedBlock;
import dev.alloc.tck.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Threads with blocks of skewed sizes, a quarter of which change hands through a shared array; each
 * block is checked by whoever frees it (rule 7.1).
 */
public final class SharedSlots {
  private static final int THREADS = 4;
  private static final int GENERATIONS = 3;
  private static final int MOST_HELD = 16;
  private static final int SHARED = 32;
  private static final int SMALL = 64;
  private static final long LARGE = 32L << 10;

  private final Trial trial;
  private final Allocator allocator;
  private final int largest;
  private final int requests;
  private final AtomicLong tags = new AtomicLong();
  private final AtomicReferenceArray<@Nullable TaggedBlock> shared =
      new AtomicReferenceArray<>(SHARED);

  public SharedSlots(Trial trial) {
    this.trial = trial;
    this.allocator = trial.allocator();
    int mostLive = THREADS * MOST_HELD + SHARED;
    this.largest = (int) Math.clamp(trial.budget() / 4 / mostLive, 1, LARGE);
    int figure = Math.max(300, trial.repeats(10_000));
    long room = trial.budget() / 2 / (THREADS * GENERATIONS) / (SMALL + largest / 8);
    this.requests = trial.has(Capability.INDIVIDUAL_FREE) ? figure : Math.clamp(room, 1, figure);
  }

  public void run() {
    for (int generation = 0; generation < GENERATIONS; generation++) {
      List<SplittableRandom> randoms = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        randoms.add(new SplittableRandom(trial.random().nextLong()));
      }
      trial.crew().work(THREADS, index -> work(randoms.get(index)));
    }
    for (int slot = 0; slot < SHARED; slot++) {
      exchange(slot, null);
    }
  }

  private void work(SplittableRandom random) {
    List<TaggedBlock> held = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      if ((held.size() < MOST_HELD && random.nextInt(5) < 3) || held.isEmpty()) {
        TaggedBlock block = allocate(random);
        if (random.nextInt(4) == 0) {
          exchange(random.nextInt(SHARED), block);
        } else {
          held.add(block);
        }
      } else {
        held.remove(random.nextInt(held.size())).free(trial);
      }
    }
    held.forEach(block -> block.free(trial));
  }

  private TaggedBlock allocate(SplittableRandom random) {
    int most = random.nextInt(16) == 0 ? largest : Math.min(largest, SMALL);
    return TaggedBlock.allocate(allocator, random.nextInt(most + 1), tags.getAndIncrement());
  }

  /** Leaves a block, or none, in a slot, and frees what somebody had left there. */
  private void exchange(int slot, @Nullable TaggedBlock block) {
    TaggedBlock found = shared.getAndSet(slot, block);
    if (found != null) {
      found.free(trial);
    }
  }
}
