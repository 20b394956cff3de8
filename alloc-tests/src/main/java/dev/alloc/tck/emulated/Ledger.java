package dev.alloc.tck.emulated;

import dev.alloc.AllocatorStats;

/** What an emulated allocator knows of itself, exactly: it has a lock anyway. Not thread safe. */
final class Ledger {
  private long allocations;
  private long frees;
  private long allocatedBytes;
  private long liveBytes;
  private long peakBytes;
  private long reallocations;
  private long failures;
  private boolean closed;

  public void allocated(long byteSize) {
    allocations++;
    added(byteSize);
  }

  public void reallocated(long oldByteSize, long newByteSize) {
    reallocations++;
    liveBytes -= oldByteSize;
    added(newByteSize);
    allocatedBytes -= Math.min(oldByteSize, newByteSize); // only what the block grew by
  }

  void freed(long byteSize) {
    frees++;
    liveBytes -= byteSize;
  }

  void failed() {
    failures++;
  }

  void resetPeak() {
    peakBytes = liveBytes;
  }

  long liveBlocks() {
    return allocations - frees;
  }

  long liveBytes() {
    return liveBytes;
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }

  AllocatorStats stats() {
    return AllocatorStats.unknown()
        .withLive(liveBlocks(), liveBytes)
        .withTotals(allocations, frees, allocatedBytes)
        .withPeakBytes(peakBytes)
        .withReallocations(reallocations)
        .withFailures(failures);
  }

  private void added(long byteSize) {
    allocatedBytes += byteSize;
    liveBytes += byteSize;
    peakBytes = Math.max(peakBytes, liveBytes);
  }
}
