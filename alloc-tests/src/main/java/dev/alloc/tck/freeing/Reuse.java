package dev.alloc.tck.freeing;

import dev.alloc.tck.trial.Trial;

/** Allocates and frees far more than may be held. */
public final class Reuse {
  private static final int LIVE = 4; // so that not only the last block is reused

  private Reuse() {}

  public static void verify(Trial trial, long heldBackBytes) {
    long byteSize = Math.min(64 << 10, trial.budget() / 16);
    long most = Math.min(16L << 20, trial.budget() / 2) + heldBackBytes;
    int rounds = trial.repeats((int) ((1L << 30) / byteSize));
    long start = reservedBytes(trial);
    for (int i = 0; i < rounds; i++) {
      if (trial.blocks().size() == LIVE) {
        trial.blocks().freeKeepingOrder(0);
      }
      allocate(trial, byteSize, i);
      long grown = reservedBytes(trial) - start;
      trial.check(
          grown <= most,
          "after %d blocks of %d bytes, %d of them live, %d bytes more are reserved, at most %d"
              + " may",
          i + 1,
          byteSize,
          trial.blocks().size(),
          grown,
          most);
    }
  }

  private static void allocate(Trial trial, long byteSize, int round) {
    try {
      trial.blocks().add(trial.allocator().allocate(byteSize, 8));
    } catch (OutOfMemoryError full) {
      throw trial.failure(
          "memory ran out after %d blocks of %d bytes, of which at most %d were live"
              .formatted(round, byteSize, LIVE),
          full);
    }
  }

  private static long reservedBytes(Trial trial) {
    return trial
        .allocator()
        .stats()
        .reservedBytes()
        .orElseThrow(() -> trial.failure("RESERVED is declared, but reservedBytes() is unknown"));
  }
}
