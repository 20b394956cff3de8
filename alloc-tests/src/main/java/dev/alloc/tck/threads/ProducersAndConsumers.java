package dev.alloc.tck.threads;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.tck.trial.TaggedBlock;
import dev.alloc.tck.trial.Trial;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Blocks that are never freed by the thread that allocated them (rule 7.2). Few are live at a time,
 * so little memory may be held, whoever's cache it is in.
 */
public final class ProducersAndConsumers {
  private static final int PRODUCERS = 2;
  private static final int CONSUMERS = 2;
  private static final int IN_TRANSIT = 64;
  private static final int LARGEST = 256;
  private static final long MOST_HELD = 1L << 20;

  private final Trial trial;
  private final Allocator allocator;
  private final Duration limit;
  private final long mostHeld;
  private final int blocks;
  private final BlockingQueue<TaggedBlock> queue = new ArrayBlockingQueue<>(IN_TRANSIT);

  public ProducersAndConsumers(Trial trial, Duration limit, long heldBackBytes) {
    this.trial = trial;
    this.allocator = trial.allocator();
    this.limit = limit;
    this.mostHeld = Math.min(MOST_HELD, trial.budget() / 2) + heldBackBytes;
    int figure = Math.max(2_500, trial.repeats(50_000));
    this.blocks =
        trial.has(Capability.INDIVIDUAL_FREE)
            ? figure
            : Math.clamp(trial.budget() / 2 / PRODUCERS / LARGEST, 1, figure);
  }

  public void run() {
    trial
        .crew()
        .work(
            PRODUCERS + CONSUMERS,
            index -> {
              if (index < PRODUCERS) {
                produce(index);
              } else {
                consume();
              }
            });
  }

  /** Fails if more memory is held than what was live at a time can explain. */
  public void verifyMemory() {
    long reserved = allocator.stats().reservedBytes().orElse(0);
    trial.check(
        !trial.has(Capability.INDIVIDUAL_FREE) || reserved <= mostHeld,
        "after %d blocks of up to %d bytes, at most %d of them live at a time, were freed by other"
            + " threads than had allocated them, %d bytes of memory are held, more than %d",
        blocks * PRODUCERS,
        LARGEST,
        IN_TRANSIT + PRODUCERS + CONSUMERS,
        reserved,
        mostHeld);
  }

  private void produce(int index) throws InterruptedException {
    for (int i = 0; i < blocks; i++) {
      long n = (long) index * blocks + i;
      TaggedBlock block = TaggedBlock.allocate(allocator, n * 37 % LARGEST, n);
      trial.check(
          queue.offer(block, limit.toNanos(), TimeUnit.NANOSECONDS),
          "a producer waited in vain for a consumer");
    }
  }

  private void consume() throws InterruptedException {
    for (int i = 0; i < blocks * PRODUCERS / CONSUMERS; i++) {
      @Nullable TaggedBlock block = queue.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (block == null) {
        throw trial.failure("a consumer waited in vain for a producer");
      }
      block.free(trial);
    }
  }
}
