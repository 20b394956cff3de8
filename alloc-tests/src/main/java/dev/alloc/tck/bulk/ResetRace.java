package dev.alloc.tck.bulk;

import dev.alloc.Allocator;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Overlaps;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Resets while other threads allocate (rule 9.1): blocks asked for when a reset has returned share
 * no byte, whatever their threads were doing meanwhile.
 */
public final class ResetRace {
  private static final int THREADS = 4; // the first one resets
  private static final int LEAST_ROUNDS = 5;
  private static final long BYTES = 24;

  private final Trial trial;
  private final Allocator allocator;
  private final int rounds;
  private final int blocksEach;
  private final CyclicBarrier barrier = new CyclicBarrier(THREADS);
  private final AtomicInteger racing = new AtomicInteger();
  private final List<LiveSet> sets = new ArrayList<>();
  private volatile int resets;

  public ResetRace(Trial trial) {
    this.trial = trial;
    this.allocator = trial.allocator();
    this.rounds = Math.max(LEAST_ROUNDS, trial.repeats(200));
    this.blocksEach = Math.clamp(trial.budget() / 4 / THREADS / (BYTES + 8), 1, 200);
    for (int i = 0; i < THREADS; i++) {
      sets.add(new LiveSet(allocator, "9.1", (long) i << Integer.SIZE));
    }
  }

  public void run() {
    trial.crew().work(THREADS, this::work);
    allocator.reset(0);
  }

  private void work(int index) throws Exception {
    for (int round = 0; round < rounds; round++) {
      barrier.await();
      if (index == 0) {
        awaitRacers();
        allocator.reset(round % 2 == 0 ? Long.MAX_VALUE : 0);
        resets = round + 1; // published after the reset has returned
      } else {
        race(round);
      }
      LiveSet blocks = sets.get(index);
      for (int i = 0; i < blocksEach; i++) {
        blocks.allocate(BYTES, 8);
      }
      barrier.await();
      blocks.verifyContents();
      if (index == 0) {
        racing.set(0);
        verifyApart();
      }
      barrier.await();
      blocks.forget();
    }
  }

  /** Allocates what nobody uses until the reset is over, as much as memory allows. */
  @SuppressWarnings("ThreadPriorityCheck") // lets the others run; nothing depends on it
  private void race(int round) {
    for (int i = 0; resets == round; i++) {
      if (i < blocksEach) {
        allocator.allocate(BYTES, 8);
        racing.incrementAndGet();
      } else {
        Thread.yield();
      }
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // lets the others run; nothing depends on it
  private void awaitRacers() throws InterruptedException {
    while (racing.get() < THREADS) { // some have begun
      if (Thread.interrupted()) {
        throw new InterruptedException("another thread failed");
      }
      Thread.yield();
    }
  }

  private void verifyApart() {
    List<MemorySegment> all = new ArrayList<>();
    for (LiveSet blocks : sets) {
      blocks.blocks().forEach(block -> all.add(block.memory()));
    }
    Overlaps.check(trial, all);
  }
}
