package dev.alloc.tck.threads;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.tck.trial.TaggedBlock;
import dev.alloc.tck.trial.Trial;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Waves of virtual threads, each with a block of its own for a moment (rule 7.3). */
public final class VirtualThreads {
  private static final int WAVES = 8;
  private static final int LARGEST = 64;
  private static final long SLACK = 64L << 10; // a page or two more is no growth

  private final Trial trial;
  private final Allocator allocator;
  private final int threads;
  private final AtomicLong tags = new AtomicLong();

  public VirtualThreads(Trial trial) {
    this.trial = trial;
    this.allocator = trial.allocator();
    this.threads = Math.min(Math.max(16, trial.repeats(1_000)), trial.blocksOf(1_000_000, LARGEST));
  }

  public void run() {
    wave();
    OptionalLong first = allocator.stats().reservedBytes();
    for (int i = 1; i < WAVES; i++) {
      wave();
    }
    if (first.isPresent() && trial.has(Capability.INDIVIDUAL_FREE)) {
      verifyGrowth(first.getAsLong(), allocator.stats().reservedBytes().orElse(0));
    }
  }

  private void wave() {
    trial.crew().work(Thread.ofVirtual().name("tck-virtual-", 0), threads, this::allocateYieldFree);
  }

  @SuppressWarnings(
      "ThreadPriorityCheck") // where the thread goes on does not matter, only that it may
  private void allocateYieldFree(int index) {
    long byteSize = index % (LARGEST + 1);
    TaggedBlock block = TaggedBlock.allocate(allocator, byteSize, tags.getAndIncrement());
    Thread.yield();
    block.free(trial);
  }

  private void verifyGrowth(long first, long last) {
    trial.check(
        last <= 2 * first + SLACK,
        "%d waves of %d virtual threads, each of which freed all it had, took the memory held from"
            + " %d to %d bytes",
        WAVES,
        threads,
        first,
        last);
  }
}
