package dev.alloc.tck.selftest;

import dev.alloc.AllocatorStats;

/** What a correct allocator writes down. Not thread safe: guarded by the allocator's lock. */
final class Books {
  long allocations;
  long frees;
  long liveBytes;
  long allocatedBytes;
  long peakBytes;
  long reallocations;
  long failures;

  void allocated(long byteSize) {
    allocations++;
    allocatedBytes += byteSize;
    grow(byteSize);
  }

  void freed(long byteSize) {
    frees++;
    liveBytes -= byteSize;
  }

  void reallocated(long oldByteSize, long newByteSize) {
    reallocations++;
    allocatedBytes += Math.max(newByteSize - oldByteSize, 0);
    grow(newByteSize - oldByteSize);
  }

  AllocatorStats toStats() {
    return AllocatorStats.unknown()
        .withLive(allocations - frees, liveBytes)
        .withTotals(allocations, frees, allocatedBytes)
        .withPeakBytes(peakBytes)
        .withReallocations(reallocations)
        .withFailures(failures);
  }

  private void grow(long bytes) {
    liveBytes += bytes;
    peakBytes = Math.max(peakBytes, liveBytes);
  }
}
