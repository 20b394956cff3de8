package dev.alloc.tck;

import dev.alloc.Allocator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The TCK for {@code debug} with stacks, and with records that fail. Over other allocators it is
 * {@link SpecTckTest} that runs it.
 */
final class DebugTckTest implements AllocatorTck {
  private static final double SCALE = 0.05; // each call looks at its stack

  @Override
  public String spec() {
    return "debug";
  }

  @Override
  public Map<String, String> options() {
    return Map.of("debug.depth", "4");
  }

  @Override
  public Optional<Allocator> createWithFailingRecords(Allocator upstream) {
    return Probe.compose(spec(), Map.of("debug.memory", "0"), upstream);
  }

  @Override
  public OptionalInt freshFill() {
    return OptionalInt.of(DebugPatterns.FRESH);
  }

  @Override
  public OptionalInt freedFill() {
    return OptionalInt.of(DebugPatterns.FREED);
  }

  @Override
  public long heldBackBytes() {
    return DebugPatterns.HELD_BACK;
  }

  @Override
  public double scale() {
    return SCALE;
  }
}
