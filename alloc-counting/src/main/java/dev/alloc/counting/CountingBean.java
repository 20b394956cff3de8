package dev.alloc.counting;

import dev.alloc.AllocatorStats;

/** Answers from the allocator's statistics at the moment of the question. */
final class CountingBean implements CountingMXBean {
  private static final long UNKNOWN = -1;

  private final CountingAllocator allocator;

  CountingBean(CountingAllocator allocator) {
    this.allocator = allocator;
  }

  @Override
  public String getName() {
    return allocator.name();
  }

  @Override
  public long getLiveBlocks() {
    return stats().liveBlocks().orElseThrow();
  }

  @Override
  public long getLiveBytes() {
    return stats().liveBytes().orElseThrow();
  }

  @Override
  public long getPeakBytes() {
    return stats().peakBytes().orElse(UNKNOWN);
  }

  @Override
  public long getLimitBytes() {
    ByteLimit limit = allocator.limit();
    return limit == null ? UNKNOWN : limit.bytes();
  }

  @Override
  public long getAllocations() {
    return stats().allocations().orElseThrow();
  }

  @Override
  public long getFrees() {
    return stats().frees().orElseThrow();
  }

  @Override
  public long getAllocatedBytes() {
    return stats().allocatedBytes().orElseThrow();
  }

  @Override
  public long getReallocations() {
    return stats().reallocations().orElseThrow();
  }

  @Override
  public long getFailures() {
    return stats().failures().orElseThrow();
  }

  @Override
  public long getReservedBytes() {
    return stats().reservedBytes().orElse(UNKNOWN);
  }

  private AllocatorStats stats() {
    return allocator.statsFromAnyThread();
  }
}
