package dev.alloc.counting;

import dev.alloc.AllocatorStats;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/** What one allocator has counted, written by JFR once a second while it records. */
@Name(CountingStatistics.NAME)
@Label("Counting Allocator Statistics")
@Description("Blocks and bytes of one counting allocator; -1 where a value is unknown")
@Category({"alloc", "Counting"})
@Period("1 s")
@StackTrace(false)
final class CountingStatistics extends Event {
  static final String NAME = "dev.alloc.CountingStatistics";

  private static final long UNKNOWN = -1;

  @Label("Allocator")
  final String allocator;

  @Label("Live Blocks")
  final long liveBlocks;

  @Label("Live Bytes")
  @DataAmount
  final long liveBytes;

  @Label("Peak Bytes")
  @Description("Largest number of live bytes so far; -1 without alloc.counting.peak")
  @DataAmount
  final long peakBytes;

  @Label("Allocations")
  final long allocations;

  @Label("Frees")
  final long frees;

  @Label("Allocated Bytes")
  @DataAmount
  final long allocatedBytes;

  @Label("Reallocations")
  final long reallocations;

  @Label("Failures")
  @Description("Requests answered with OutOfMemoryError")
  final long failures;

  @Label("Reserved Bytes")
  @Description("Memory held by the allocators below; -1 if they do not know")
  @DataAmount
  final long reservedBytes;

  CountingStatistics(String allocator, AllocatorStats stats) {
    this.allocator = allocator;
    this.liveBlocks = stats.liveBlocks().orElse(UNKNOWN);
    this.liveBytes = stats.liveBytes().orElse(UNKNOWN);
    this.peakBytes = stats.peakBytes().orElse(UNKNOWN);
    this.allocations = stats.allocations().orElse(UNKNOWN);
    this.frees = stats.frees().orElse(UNKNOWN);
    this.allocatedBytes = stats.allocatedBytes().orElse(UNKNOWN);
    this.reallocations = stats.reallocations().orElse(UNKNOWN);
    this.failures = stats.failures().orElse(UNKNOWN);
    this.reservedBytes = stats.reservedBytes().orElse(UNKNOWN);
  }
}
