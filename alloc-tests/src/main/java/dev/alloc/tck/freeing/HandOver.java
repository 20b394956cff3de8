package dev.alloc.tck.freeing;

import dev.alloc.Allocator;
import dev.alloc.tck.trial.Tag;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Blocks that one thread allocates and another frees. */
public final class HandOver {
  private static final long[] SIZES = {0, 1, 16, 100, 1000, 4096};

  private final Trial trial;
  private final Allocator allocator;

  public HandOver(Trial trial) {
    this.trial = trial;
    this.allocator = trial.allocator();
  }

  public void allocateHereFreeOn(Thread.Builder other, String who) {
    List<MemorySegment> blocks = new ArrayList<>();
    allocate(blocks);
    run(other, () -> blocks.forEach(allocator::free), "free on " + who);
  }

  public void allocateOnFreeHere(Thread.Builder other, String who) {
    List<MemorySegment> blocks = new ArrayList<>();
    run(other, () -> allocate(blocks), "allocate on another thread");
    try {
      for (MemorySegment block : blocks) {
        Tag.of(1).fill(block);
        allocator.free(block);
      }
    } catch (RuntimeException | Error refused) {
      throw trial.failure("a block of %s could not be written and freed".formatted(who), refused);
    }
  }

  private void allocate(List<MemorySegment> blocks) {
    for (long byteSize : SIZES) {
      for (int i = trial.liveOfEach(byteSize * SIZES.length); i > 0; i--) {
        blocks.add(allocator.allocate(byteSize, 8));
      }
    }
  }

  private void run(Thread.Builder builder, Runnable task, String what) {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread = builder.uncaughtExceptionHandler((t, e) -> failure.set(e)).start(task);
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw trial.failure("interrupted while waiting to " + what, interrupted);
    }
    if (failure.get() != null) {
      throw trial.failure(what + " failed", failure.get());
    }
  }
}
