package dev.alloc.tck.failure;

import dev.alloc.Allocator;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.State;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Requests that no machine can meet. */
public final class ImpossibleSizes {
  private static final int NEAR = 256;
  private static final int FAR = 70_000;
  private static final MemoryLayout BYTES_16 =
      MemoryLayout.sequenceLayout(16, ValueLayout.JAVA_BYTE);

  private ImpossibleSizes() {}

  public static void refuseAll(Trial trial) {
    for (int k = 0; k < NEAR; k++) {
      refuse(trial, Long.MAX_VALUE - k);
    }
    for (int i = 0; i < 64; i++) {
      refuse(trial, Long.MAX_VALUE - trial.random().nextInt(FAR));
    }
    refuse(trial, 1L << 62);
    if (trial.allocator().maxByteSize() < Long.MAX_VALUE) {
      refuse(trial, trial.allocator().maxByteSize() + 1);
    }
  }

  private static void refuse(Trial trial, long byteSize) {
    Allocator allocator = trial.allocator();
    State before = trial.state().without(State.FAILURES);
    trial.thrown(
        OutOfMemoryError.class,
        "allocate(%d, 1)".formatted(byteSize),
        () -> allocator.allocate(byteSize, 1));
    trial.thrown(
        OutOfMemoryError.class,
        "allocateZeroed(%d, 1)".formatted(byteSize),
        () -> allocator.allocateZeroed(byteSize, 1));
    trial.assertUnchanged(before, "the refused size " + byteSize);
  }

  /** Asks for so many elements that their bytes cannot be counted in a long. */
  public static void refuseOverflows(Trial trial) {
    for (MemoryLayout layout : new MemoryLayout[] {ValueLayout.JAVA_LONG_UNALIGNED, BYTES_16}) {
      long wraps = (1L << 32) / layout.byteSize() * (1L << 32); // 2^64 bytes
      for (long count : new long[] {wraps, wraps + 1, wraps / 2, wraps / 2 + 1, Long.MAX_VALUE}) {
        refuseOverflow(trial, layout, count);
      }
    }
  }

  private static void refuseOverflow(Trial trial, MemoryLayout layout, long count) {
    String call = "allocate(layout of %d bytes, %d)".formatted(layout.byteSize(), count);
    MemorySegment block;
    try {
      block = trial.allocator().allocate(layout, count);
    } catch (IllegalArgumentException | OutOfMemoryError expected) {
      return;
    } catch (RuntimeException other) {
      throw trial.failure(call + " threw something else than it should", other);
    }
    trial.blocks().add(block);
    throw trial.failure("%s returned %s".formatted(call, LiveSet.describe(block)));
  }
}
