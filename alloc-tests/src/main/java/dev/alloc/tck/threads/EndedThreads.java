package dev.alloc.tck.threads;

import dev.alloc.Allocator;
import dev.alloc.tck.trial.TaggedBlock;
import dev.alloc.tck.trial.Trial;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Threads that end and leave one small live block each (rule 7.5). */
public final class EndedThreads {
  private static final int AT_ONCE = 8;
  private static final int BYTES = 64;
  private static final int SHARE = 1024; // what a block of an ended thread may take up
  private static final long SLACK = 1L << 20;

  private final Trial trial;
  private final Allocator allocator;
  private final int threads;
  private final Queue<TaggedBlock> left = new ConcurrentLinkedQueue<>();

  public EndedThreads(Trial trial) {
    this.trial = trial;
    this.allocator = trial.allocator();
    int figure = Math.max(100, trial.repeats(10_000));
    this.threads = (int) Math.min(figure, Math.max(1, trial.budget() / 2 / (2 * BYTES)));
  }

  public void run() {
    long before = reserved();
    for (int ended = 0; ended < threads; ended += AT_ONCE) {
      int first = ended;
      int crew = Math.min(AT_ONCE, threads - ended);
      trial
          .crew()
          .work(crew, index -> left.add(TaggedBlock.allocate(allocator, BYTES, first + index)));
    }
    long grown = reserved() - before;
    long bound = (long) threads * SHARE + Math.min(SLACK, trial.budget() / 2);
    trial.check(
        grown <= bound,
        "%d threads ended with %d live bytes each, and hold %d bytes of memory, more than %d",
        threads,
        BYTES,
        grown,
        bound);
    List.copyOf(left).forEach(block -> block.free(trial));
  }

  private long reserved() {
    return allocator.stats().reservedBytes().orElse(0);
  }
}
