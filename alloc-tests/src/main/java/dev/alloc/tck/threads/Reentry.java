package dev.alloc.tck.threads;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import dev.alloc.tck.TckFixture;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A listener that uses the allocator whose diagnostics call it (rule 7.6). */
public final class Reentry {
  private static final int BYTES = 24;

  private final TckFixture fixture;
  private final AtomicInteger calls = new AtomicInteger();
  private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);
  private final AtomicInteger deepest = new AtomicInteger();
  private volatile @Nullable Allocator reentered;

  public Reentry(TckFixture fixture) {
    this.fixture = fixture;
  }

  public void run() {
    Allocator allocator = fixture.createWithListener(this::heard).orElse(null);
    if (allocator == null) {
      Trial.skip("7.6", "the fixture has no listener for '" + fixture.spec() + "'");
      return;
    }
    reentered = allocator;
    try (Trial trial = Trial.with(fixture, "7.6", allocator)) {
      trial.crew().work(1, _ -> provoke(trial));
      trial.check(calls.get() > 0, "the fixture's listener was never called");
      trial.check(
          deepest.get() == 1,
          "the listener's own use of the allocator called the listener again, %d deep",
          deepest.get());
    }
  }

  /** Does what an allocator may have something to say about. */
  private void provoke(Trial trial) {
    Allocator allocator = trial.allocator();
    MemorySegment block = allocator.allocate(BYTES, 8);
    block = allocator.reallocate(block, 2 * BYTES, 8);
    trial.thrown(
        OutOfMemoryError.class,
        "allocate(Long.MAX_VALUE, 1)",
        () -> allocator.allocate(Long.MAX_VALUE, 1));
    allocator.stats();
    allocator.check();
    allocator.resetPeak();
    if (trial.has(Capability.COUNTS) && !trial.has(Capability.RESET)) {
      trial.thrown(MemoryFaultException.class, "close() with a live block", allocator::close);
    }
    allocator.free(block);
  }

  private void heard() {
    calls.incrementAndGet();
    int now = depth.get() + 1;
    deepest.accumulateAndGet(now, Math::max);
    Allocator allocator = reentered;
    if (now > 1 || allocator == null) {
      return; // deep enough to be seen, and not deeper
    }
    depth.set(now);
    try {
      allocator.free(allocator.allocate(BYTES, 8));
      allocator.stats();
    } finally {
      depth.set(now - 1);
    }
  }
}
