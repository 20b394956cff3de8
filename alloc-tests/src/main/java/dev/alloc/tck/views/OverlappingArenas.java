package dev.alloc.tck.views;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.tck.trial.TaggedBlock;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Arenas of several threads, opened and closed in random order, each block tagged (rule 9.7). */
public final class OverlappingArenas {
  private static final int THREADS = 3;
  private static final int MOST_OPEN = 5;
  private static final int MOST_BLOCKS = 16;

  private final Trial trial;
  private final Allocator allocator;
  private final int requests;
  private final int largest;
  private final AtomicLong tags = new AtomicLong();

  public OverlappingArenas(Trial trial) {
    this.trial = trial;
    this.allocator = trial.allocator();
    long mostLive = (long) THREADS * MOST_OPEN * MOST_BLOCKS;
    this.largest = Math.clamp(trial.budget() / 4 / mostLive, 1, 512);
    int figure = Math.max(400, trial.repeats(10_000));
    long room = trial.budget() / 2 / THREADS / (largest + 16);
    this.requests = trial.has(Capability.INDIVIDUAL_FREE) ? figure : Math.clamp(room, 1, figure);
  }

  /** An open arena and its blocks. */
  private record Opened(Arena arena, List<TaggedBlock> blocks) {}

  public void run() {
    if (!trial.has(Capability.THREAD_SAFE)) {
      work(trial.random().nextLong(), false);
      return;
    }
    List<Long> seeds = List.of(seed(), seed(), seed());
    trial.crew().work(THREADS, index -> work(seeds.get(index), index % 2 == 0));
  }

  private long seed() {
    return trial.random().nextLong();
  }

  private void work(long seed, boolean shared) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Opened> open = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      int kind = random.nextInt(8);
      if (open.isEmpty() || (kind == 0 && open.size() < MOST_OPEN)) {
        open.add(new Opened(open(shared, random.nextBoolean()), new ArrayList<>()));
      } else if (kind == 1) {
        close(open.remove(random.nextInt(open.size())));
      } else {
        allocate(open.get(random.nextInt(open.size())), random);
      }
    }
    while (!open.isEmpty()) {
      close(open.remove(random.nextInt(open.size())));
    }
  }

  private Arena open(boolean shared, boolean zeroed) {
    return shared ? allocator.sharedArena(zeroed) : allocator.confinedArena(zeroed);
  }

  private void allocate(Opened opened, SplittableRandom random) {
    if (opened.blocks.size() < MOST_BLOCKS) {
      long byteSize = random.nextInt(largest + 1);
      opened.blocks.add(TaggedBlock.allocate(opened.arena, byteSize, tags.getAndIncrement()));
    }
  }

  private void close(Opened opened) {
    opened.blocks.forEach(block -> block.verify(trial));
    opened.arena.close();
  }
}
