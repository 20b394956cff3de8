package dev.alloc.tck.statistics;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.tck.trial.Trial;
import java.util.concurrent.atomic.AtomicBoolean;

/** One thread that takes snapshots while two others allocate and free (rule 6.6). */
public final class Snapshots {
  private static final int WORKERS = 2;
  private static final int BYTES = 48;
  private static final int FOOTPRINT = 128; // with what an allocator may add to a block

  private final Trial trial;
  private final Allocator allocator;
  private final int snapshots;
  private final long mostPairs;
  private final AtomicBoolean taken = new AtomicBoolean();

  public Snapshots(Trial trial) {
    this.trial = trial;
    this.allocator = trial.allocator();
    this.snapshots = Math.max(500, trial.repeats(20_000));
    this.mostPairs =
        trial.has(Capability.INDIVIDUAL_FREE)
            ? Long.MAX_VALUE
            : trial.budget() / 2 / WORKERS / FOOTPRINT;
  }

  public void run() {
    trial
        .crew()
        .work(
            WORKERS + 1,
            index -> {
              if (index < WORKERS) {
                allocateAndFree();
              } else {
                takeSnapshots();
              }
            });
  }

  private void takeSnapshots() {
    try {
      for (int i = 0; i < snapshots; i++) {
        KnownValues.verifyNotNegative(trial, allocator.stats());
      }
    } finally {
      taken.set(true);
    }
  }

  /** Goes on until all snapshots are taken, so that there is always something going on in them. */
  private void allocateAndFree() {
    for (long i = 0; i < mostPairs && !taken.get(); i++) {
      allocator.free(allocator.allocate(BYTES, 8));
    }
  }
}
