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
 * @param strays what of others went through it, where only its own is counted
 */
record Books(Allocator allocator, Strays strays) {
  private static final String LIMIT = "counting.limit";

  /**
   * Opens books over an allocator; options that were meant for another one do not apply.
   *
   * @throws dev.alloc.AllocatorLookupException if the plugin for that is not there
   */
  static Books over(Allocator upstream, boolean sites) {
    Strays strays = new Strays();
    if (!sites) {
      return new Books(Allocators.createOver("counting", countingOptions(), upstream), strays);
    }
    Allocator tracking = Allocators.createOver("tracking", trackingOptions(), upstream);
    return new Books(new StrayFrees(tracking, upstream, strays), strays);
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
    return entered().plus(strays.balance());
  }

  private Balance entered() {
    try {
      AllocatorStats stats = allocator.stats();
      return new Balance(stats.liveBlocks().orElseThrow(), stats.liveBytes().orElseThrow());
    } catch (IllegalStateException closed) {
      return Balance.EVEN; // the test has closed it, which it cannot do with live blocks
    }
  }

  /** Closes the books if nothing is live; others are left to the garbage collector. */
  void closeIfEven() {
    if (entered().blocks() == 0) {
      allocator.close();
    }
  }

  /** Returns the fault that lists what is live, if this allocator knows it. */
  Optional<MemoryFaultException> leak() {
    if (entered().blocks() <= 0) {
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
