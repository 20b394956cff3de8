package dev.alloc.tck.statistics;

import dev.alloc.AllocatorStats;
import dev.alloc.tck.trial.State;
import dev.alloc.tck.trial.Trial;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What a counting allocator must report, written down by the test itself. Not thread safe. */
public final class Ledger {
  private long allocations;
  private long frees;
  private long liveBytes;
  private long allocatedBytes;
  private long reallocations;
  private long failures;

  public void allocated(long byteSize) {
    allocations++;
    liveBytes += byteSize;
    allocatedBytes += byteSize;
  }

  void freed(long byteSize) {
    frees++;
    liveBytes -= byteSize;
  }

  public void reallocated(long oldByteSize, long newByteSize) {
    reallocations++;
    liveBytes += newByteSize - oldByteSize;
    allocatedBytes += Math.max(newByteSize - oldByteSize, 0);
  }

  /** A request was answered with {@link OutOfMemoryError}. */
  void refused() {
    failures++;
  }

  long liveBlocks() {
    return allocations - frees;
  }

  long liveBytes() {
    return liveBytes;
  }

  /** Adds what another thread wrote down. */
  public void add(Ledger other) {
    allocations += other.allocations;
    frees += other.frees;
    liveBytes += other.liveBytes;
    allocatedBytes += other.allocatedBytes;
    reallocations += other.reallocations;
    failures += other.failures;
  }

  /** Fails unless the allocator of a trial, which must be new, reports exactly this. */
  public void verify(Trial trial, String when) {
    AllocatorStats stats = trial.allocator().stats();
    Map<String, Long> counted = new LinkedHashMap<>();
    counted.put("live blocks", liveBlocks());
    counted.put("live bytes", liveBytes);
    counted.put("allocations", allocations);
    counted.put("frees", frees);
    counted.put("allocated bytes", allocatedBytes);
    Map<String, Long> reported = State.of(stats).values();
    counted.forEach(
        (value, expected) ->
            trial.check(
                reported.containsKey(value),
                "'%s' declares COUNTS but does not know its %s",
                trial.allocator().name(),
                value));
    optional(counted, "reallocations", stats.reallocations(), reallocations);
    optional(counted, "failures", stats.failures(), failures);
    Map<String, Long> comparable = new LinkedHashMap<>(reported);
    comparable.keySet().retainAll(counted.keySet());
    String differences = new State(counted).changesTo(new State(comparable));
    trial.check(
        differences.isEmpty(),
        "%s the statistics are wrong (expected -> reported): %s",
        when,
        differences);
  }

  private static void optional(
      Map<String, Long> counted, String value, OptionalLong reported, long expected) {
    if (reported.isPresent()) {
      counted.put(value, expected);
    }
  }
}
