package dev.alloc.tck;

import dev.alloc.Allocator;
import dev.alloc.tracking.Tracking;
import java.util.Map;
import java.util.Optional;

/**
 * The TCK for {@code tracking} with everything it can do: stacks of allocations and of frees, a
 * listener to its faults, and records that fail. Surefire runs it over other allocators as well,
 * without these.
 */
final class TrackingTckTest implements AllocatorTck {
  private static final double SCALE = 0.05; // each call looks at its stack

  @Override
  public String spec() {
    return "tracking";
  }

  @Override
  public Map<String, String> options() {
    return Map.of("tracking.depth", "4", "tracking.frees", "4");
  }

  @Override
  public Optional<Allocator> createWithFailingRecords(Allocator upstream) {
    return Probe.compose(spec(), Map.of("tracking.memory", "0"), upstream);
  }

  @Override
  public Optional<Allocator> createWithListener(Runnable listener) {
    Allocator allocator = create();
    Tracking.of(allocator).onFault(_ -> listener.run());
    return Optional.of(allocator);
  }

  @Override
  public double scale() {
    return SCALE;
  }
}
