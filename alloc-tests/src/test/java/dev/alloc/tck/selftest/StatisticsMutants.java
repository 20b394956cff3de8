package dev.alloc.tck.selftest;

import dev.alloc.AllocatorStats;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Wrong about themselves: chapter 6. */
final class StatisticsMutants {
  static final List<Mutant> ALL =
      List.of(
          Mutant.base(
              "counts-rounded-bytes",
              "counts the bytes it takes instead of those asked for",
              Set.of("6.1", "6.2", "6.3", "6.4", "6.7"),
              RoundedBytes::new),
          Mutant.base(
              "counts-zeroed-twice",
              "counts a zeroed block twice",
              Set.of("6.1", "6.7", "9.6"),
              ZeroedTwice::new),
          Mutant.base(
              "forgets-ended-threads",
              "sums the counts of the threads that still run",
              Set.of("6.2", "7.1", "9.6"),
              ForgetsEndedThreads::new),
          Mutant.base(
              "ignores-virtual-threads",
              "does not count what virtual threads do",
              Set.of("6.2", "7.3"),
              IgnoresVirtualThreads::new),
          Mutant.base(
                  "loses-counts-in-a-race",
                  "counts allocations without a lock",
                  Set.of("6.2"),
                  RacyCount::new)
              .perhaps("6.6", "7.1", "7.2", "7.3", "9.6", "9.7"),
          Mutant.wrapper(
              "accepts-surplus-frees",
              "never compares frees with allocations",
              Set.of("6.2"),
              upstream ->
                  new Relay(upstream) {
                    @Override
                    void verifyBooks() {
                      // wrong: a negative number of live blocks goes unnoticed
                    }
                  }),
          Mutant.base(
              "reallocation-is-two-calls",
              "counts a reallocation as an allocation and a free",
              Set.of("6.3", "6.7"),
              () ->
                  new Reference() {
                    @Override
                    void onReallocated(long oldByteSize, long newByteSize) {
                      super.onReallocated(oldByteSize, newByteSize);
                      books.allocations++;
                      books.frees++;
                    }
                  }),
          Mutant.base(
              "shrinking-keeps-bytes",
              "does not count bytes down when a block shrinks",
              Set.of("3.3", "6.3", "6.7"),
              () ->
                  new Reference() {
                    @Override
                    void onReallocated(long oldByteSize, long newByteSize) {
                      super.onReallocated(oldByteSize, newByteSize);
                      books.liveBytes += Math.max(oldByteSize - newByteSize, 0);
                    }
                  }),
          Mutant.base(
              "peak-follows-frees",
              "reports what is live as the peak",
              Set.of("6.4"),
              () ->
                  new Reference() {
                    @Override
                    AllocatorStats doStats() {
                      return super.doStats().withPeakBytes(books.liveBytes);
                    }
                  }),
          Mutant.base(
              "peak-never-reset",
              "forgets to reset the peak",
              Set.of("6.4"),
              () ->
                  new Reference() {
                    @Override
                    public synchronized void resetPeak() {
                      ensureOpen();
                    }
                  }),
          Mutant.base(
              "peak-reset-to-zero",
              "resets the peak to 0 instead of what is live",
              Set.of("6.4"),
              () ->
                  new Reference() {
                    @Override
                    public synchronized void resetPeak() {
                      ensureOpen();
                      books.peakBytes = 0;
                    }
                  }),
          Mutant.base(
              "peak-ignores-growth",
              "does not raise the peak when a block grows",
              Set.of("6.4"),
              () ->
                  new Reference() {
                    @Override
                    void onReallocated(long oldByteSize, long newByteSize) {
                      long peak = books.peakBytes;
                      super.onReallocated(oldByteSize, newByteSize);
                      books.peakBytes = peak;
                    }
                  }),
          Mutant.base(
              "unknown-is-zero",
              "reports 0 failures because it does not count them",
              Set.of("6.1", "6.5", "6.7"),
              () ->
                  new Reference() {
                    @Override
                    void onRefused() {
                      // wrong: then the value must be left out
                    }
                  }),
          Mutant.base(
              "reserved-unknown",
              "declares RESERVED and does not know it",
              Set.of("1.9", "4.2", "6.5"),
              () ->
                  new Reference() {
                    @Override
                    AllocatorStats doStats() {
                      return books.toStats();
                    }
                  }),
          Mutant.base(
              "reads-allocations-first",
              "reads the frees after the allocations, when others have gone on",
              Set.of("6.6"),
              ReadsAllocationsFirst::new),
          Mutant.hanging(
                  "snapshot-deadlocks",
                  "takes its two locks in another order for a snapshot",
                  Set.of("6.6"),
                  SnapshotDeadlocks::new)
              .perhaps("9.7"),
          Mutant.base(
              "loses-some-reallocations",
              "loses a reallocation to a size that divides by 7",
              Set.of("3.5", "6.3", "6.7"),
              () ->
                  new Reference() {
                    @Override
                    void onReallocated(long oldByteSize, long newByteSize) {
                      super.onReallocated(oldByteSize, newByteSize);
                      if (newByteSize % 7 == 0) {
                        books.reallocations--;
                      }
                    }
                  }));

  private StatisticsMutants() {}

  private static final class RoundedBytes extends Reference {
    @Override
    void onAllocated(long byteSize) {
      super.onAllocated(rounded(byteSize));
    }

    @Override
    void onFreed(long byteSize) {
      super.onFreed(rounded(byteSize));
    }

    @Override
    void onReallocated(long oldByteSize, long newByteSize) {
      super.onReallocated(rounded(oldByteSize), rounded(newByteSize));
    }

    private static long rounded(long byteSize) {
      return Math.ceilDiv(byteSize, 16) * 16;
    }
  }

  private static final class ZeroedTwice extends Reference {
    @Override
    public synchronized MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
      MemorySegment block = super.allocateZeroed(byteSize, byteAlignment);
      onAllocated(byteSize);
      return block;
    }
  }

  private static final class ForgetsEndedThreads extends Reference {
    private final Map<Thread, AtomicLong> live = new ConcurrentHashMap<>();

    private void count(long blocks) {
      live.computeIfAbsent(Thread.currentThread(), _ -> new AtomicLong()).addAndGet(blocks);
    }

    @Override
    void onAllocated(long byteSize) {
      super.onAllocated(byteSize);
      count(1);
    }

    @Override
    void onFreed(long byteSize) {
      super.onFreed(byteSize);
      count(-1);
    }

    @Override
    AllocatorStats doStats() {
      live.keySet().removeIf(thread -> !thread.isAlive());
      long blocks = live.values().stream().mapToLong(AtomicLong::get).sum();
      return super.doStats().withLive(blocks, books.liveBytes);
    }
  }

  private static final class IgnoresVirtualThreads extends Reference {
    @Override
    void onAllocated(long byteSize) {
      if (!Thread.currentThread().isVirtual()) {
        super.onAllocated(byteSize);
      }
    }
  }

  private static final class RacyCount extends Reference {
    private volatile long racy;

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the mistake itself
    public MemorySegment allocate(long byteSize, long byteAlignment) {
      MemorySegment block = super.allocate(byteSize, byteAlignment);
      long read = racy;
      Race.window();
      racy = read + 1;
      return block;
    }

    @Override
    AllocatorStats doStats() {
      return super.doStats()
          .withLive(racy - books.frees, books.liveBytes)
          .withTotals(racy, books.frees, books.allocatedBytes);
    }
  }

  private static final class ReadsAllocationsFirst extends Reference {
    @Override
    AllocatorStats snapshot() {
      long allocations = super.snapshot().allocations().orElseThrow();
      Race.window();
      AllocatorStats later = super.snapshot();
      return later.withTotals(
          allocations, later.frees().orElseThrow(), later.allocatedBytes().orElseThrow());
    }
  }

  private static final class SnapshotDeadlocks extends Reference {
    private final ReentrantLock second = new ReentrantLock();

    @Override
    MemorySegment doAllocate(long byteSize, long byteAlignment) {
      second.lock();
      try {
        return super.doAllocate(byteSize, byteAlignment);
      } finally {
        second.unlock();
      }
    }

    @Override
    AllocatorStats snapshot() {
      second.lock();
      try {
        Race.window();
        return super.snapshot();
      } finally {
        second.unlock();
      }
    }
  }
}
