package dev.alloc.tck.failure;

import dev.alloc.Allocator;
import dev.alloc.tck.TckFixture;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Normal requests after ones that failed. */
public final class Recovery {
  private static final int MOST_BLOCKS = 2_000;

  private Recovery() {}

  /** What a caller may do wrong, or ask too much of. */
  private record Mistake(String call, Runnable body) {}

  /** Makes every mistake; whether each is answered as it should be is for other rules to tell. */
  public static void afterRefusedRequests(Trial trial) {
    Allocator allocator = trial.allocator();
    MemorySegment block = trial.blocks().allocate(16, 1);
    List<Mistake> mistakes =
        List.of(
            new Mistake("allocate(-1, 1)", () -> allocator.allocate(-1, 1)),
            new Mistake("allocate(16, 3)", () -> allocator.allocate(16, 3)),
            new Mistake("allocate(2^62, 1)", () -> allocator.allocate(1L << 62, 1)),
            new Mistake("allocateZeroed(2^62, 1)", () -> allocator.allocateZeroed(1L << 62, 1)),
            new Mistake("reallocate(block, -1, 1)", () -> allocator.reallocate(block, -1, 1)),
            new Mistake(
                "reallocate(block, 2^62, 1)", () -> allocator.reallocate(block, 1L << 62, 1)),
            new Mistake("free(MemorySegment.NULL)", () -> allocator.free(MemorySegment.NULL)));
    for (Mistake mistake : mistakes) {
      try {
        mistake.body().run();
      } catch (RuntimeException | OutOfMemoryError refused) {
        assertWorks(trial, mistake.call() + " was answered with " + refused);
        continue;
      }
      trial.skip(mistake.call() + " did not fail, which other rules are about");
    }
  }

  /** Takes all there is, on a machine small enough for that. */
  public static void afterExhaustion(Trial trial) {
    long byteSize = Math.max(1, Math.min(trial.allocator().maxByteSize(), trial.budget()) / 64);
    if (trial.allocator().maxByteSize() > TckFixture.DEFAULT_BUDGET) {
      return;
    }
    try {
      while (trial.blocks().size() < MOST_BLOCKS) {
        trial.blocks().allocate(byteSize, 1);
      }
    } catch (OutOfMemoryError full) {
      int blocks = trial.blocks().size();
      trial.freeAll();
      assertWorks(trial, "%d blocks of %d bytes were all there was".formatted(blocks, byteSize));
      return;
    }
    trial.freeAll();
  }

  private static void assertWorks(Trial trial, String afterWhat) {
    LiveSet blocks = trial.blocks();
    int before = blocks.size();
    try {
      for (long byteSize : new long[] {1, 64, 1000}) {
        blocks.allocate(byteSize, 1);
        blocks.verifyContents(blocks.size() - 1);
      }
      while (blocks.size() > before) {
        blocks.free(blocks.size() - 1);
      }
    } catch (RuntimeException | Error failure) {
      throw trial.failure("normal requests fail after " + afterWhat, failure);
    }
  }
}
