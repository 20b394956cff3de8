package dev.alloc.junit.scope;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.MemoryFaultException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The counting or tracking allocator of one scope.
 *
 * @param allocator the allocator, over one that it does not own
 */
record Books(Allocator allocator) {
  private static final String LIMIT = "counting.limit";

  /**
   * Opens books over an allocator; options that were meant for another one do not apply.
   *
   * @throws dev.alloc.AllocatorLookupException if the plugin for that is not there
   */
  static Books over(Allocator upstream, boolean sites) {
    return new Books(
        sites
            ? Allocators.createOver("tracking", trackingOptions(), upstream)
            : Allocators.createOver("counting", countingOptions(), upstream));
  }

  private static Map<String, String> trackingOptions() {
    return Map.of("tracking.report", "none", "tracking.sample", "0");
  }

  private static Map<String, String> countingOptions() {
    Map<String, String> options = new HashMap<>();
    options.put("counting.mbean", "false");
    options.put("counting.peak", "false");
    if (System.getProperty("alloc." + LIMIT) != null) {
      options.put(LIMIT, Long.toString(Long.MAX_VALUE));
    }
    return options;
  }

  Balance live() {
    try {
      AllocatorStats stats = allocator.stats();
      return new Balance(stats.liveBlocks().orElseThrow(), stats.liveBytes().orElseThrow());
    } catch (IllegalStateException closed) {
      return Balance.EVEN; // the test has closed it, which it cannot do with live blocks
    }
  }

  /** Closes the books if nothing is live; others are left to the garbage collector. */
  void closeIfEven() {
    if (live().blocks() == 0) {
      allocator.close();
    }
  }

  /** Returns the fault that lists what is live, if this allocator knows it. */
  Optional<MemoryFaultException> leak() {
    if (live().blocks() <= 0) {
      return Optional.empty();
    }
    try {
      allocator.close();
      return Optional.empty(); // the allocator below releases in bulk: nothing is listed
    } catch (MemoryFaultException leak) {
      return Optional.of(leak);
    }
  }
}
