package dev.alloc.tck.statistics;

import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import dev.alloc.tck.trial.State;
import dev.alloc.tck.trial.Trial;
import java.util.OptionalLong;

/** What statistics must hold, and must not, whatever the numbers. */
public final class KnownValues {

  private KnownValues() {}

  /** Fails unless everything that a capability promises is known. */
  public static void verify(Trial trial, AllocatorStats stats) {
    known(trial, Capability.COUNTS, "live blocks", stats.liveBlocks());
    known(trial, Capability.COUNTS, "live bytes", stats.liveBytes());
    known(trial, Capability.COUNTS, "allocations", stats.allocations());
    known(trial, Capability.COUNTS, "frees", stats.frees());
    known(trial, Capability.COUNTS, "allocated bytes", stats.allocatedBytes());
    known(trial, Capability.PEAK, "peak bytes", stats.peakBytes());
    known(trial, Capability.RESERVED, "reserved bytes", stats.reservedBytes());
  }

  /** Fails if something is negative, or more was freed than allocated. */
  static void verifyNotNegative(Trial trial, AllocatorStats stats) {
    State.of(stats)
        .values()
        .forEach(
            (name, value) ->
                trial.check(
                    value >= 0, "a snapshot taken while others allocate has %s %d", name, value));
    long allocations = stats.allocations().orElse(Long.MAX_VALUE);
    long frees = stats.frees().orElse(0);
    trial.check(
        frees <= allocations,
        "a snapshot taken while others allocate has %d frees of %d allocations;"
            + " count them apart and read all frees first",
        frees,
        allocations);
  }

  private static void known(Trial trial, Capability capability, String name, OptionalLong value) {
    trial.check(
        !trial.has(capability) || value.isPresent(),
        "'%s' declares %s but does not know its %s",
        trial.allocator().name(),
        capability,
        name);
  }
}
