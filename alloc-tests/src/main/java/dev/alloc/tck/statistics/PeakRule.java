package dev.alloc.tck.statistics;

import dev.alloc.Allocator;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import java.util.concurrent.CyclicBarrier;

/** What rule 6.4 asks of the peak. */
public final class PeakRule {
  private static final int THREADS = 4;
  private static final int BYTES = 64;

  private PeakRule() {}

  public static void verify(Trial trial, long expected, String when) {
    OptionalLong peak = trial.allocator().stats().peakBytes();
    trial.check(
        peak.isPresent(), "'%s' declares PEAK but does not know it", trial.allocator().name());
    trial.check(
        peak.getAsLong() == expected,
        "%s the peak is %d bytes instead of %d",
        when,
        peak.getAsLong(),
        expected);
  }

  /** Every thread holds a block at the same moment, so the peak must have seen them all. */
  public static void verifyOnThreads(Trial trial) {
    Allocator allocator = trial.allocator();
    int rounds = Math.max(50, trial.repeats(2_000));
    CyclicBarrier together = new CyclicBarrier(THREADS);
    trial
        .crew()
        .work(
            THREADS,
            index -> {
              for (int i = 0; i < rounds; i++) {
                if (together.await() == 0) {
                  allocator.resetPeak(); // nothing is live here
                }
                together.await();
                MemorySegment block = allocator.allocate(BYTES, 8);
                together.await();
                if (index == 0) {
                  verify(
                      trial,
                      THREADS * BYTES,
                      "when %d threads hold %d bytes each".formatted(THREADS, BYTES));
                }
                allocator.free(block);
              }
            });
  }
}
