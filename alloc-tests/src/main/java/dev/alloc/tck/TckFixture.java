package dev.alloc.tck;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.junit.LeakCheck;
import dev.alloc.tck.upstream.Spec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What an allocator cannot be asked and the TCK has to know: how to make one, and what it may cost.
 *
 * <p>Implement {@link #spec} and everything else follows; override what differs.
 */
@ExtendWith({SeedReport.class, RuleFailures.class})
@LeakCheck(enabled = false) // the rules judge the allocator under test, and count what it did
@TestMethodOrder(RuleOrder.class)
public interface TckFixture {

  /** How many bytes the tests may have live at once unless the fixture says otherwise. */
  long DEFAULT_BUDGET = 256L << 20;

  /**
   * Returns the spec of the allocator under test, outermost name first.
   *
   * @return for example {@code counting+system}
   */
  String spec();

  /**
   * Returns the options the allocator under test is created with.
   *
   * @return values by {@code PLUGIN.OPTION}
   */
  default Map<String, String> options() {
    return Map.of();
  }

  /**
   * Creates the allocator under test with everything below it.
   *
   * @return a new allocator, closed by the TCK
   */
  default Allocator create() {
    return Allocators.create(spec(), options());
  }

  /**
   * Creates the outermost allocator of the spec over an allocator of the TCK's.
   *
   * @param upstream the allocator below; it belongs to the one that is created
   * @return a new allocator, or empty if the one under test is a base
   */
  default Optional<Allocator> create(Allocator upstream) {
    return Probe.compose(spec(), options(), upstream);
  }

  /**
   * Creates the allocator under test with an exact limit on its live bytes.
   *
   * <p>By default through the option {@code limit} of the outermost plugin, if it declares one.
   *
   * @param bytes the limit in bytes
   * @return a new allocator with {@link Capability#LIMIT}, or empty if it cannot have one
   */
  default Optional<Allocator> createWithLimit(long bytes) {
    return new Spec(spec()).createWith("limit", Long.toString(bytes), options());
  }

  /**
   * Creates the allocator under test such that access to a block throws once it was released in
   * bulk.
   *
   * <p>By default through the option {@code safe} of whichever plugin in the spec declares it.
   *
   * @return a new allocator, or empty if it has no such mode
   */
  default Optional<Allocator> createSafe() {
    return new Spec(spec()).createWithin("safe", "true", options());
  }

  /**
   * Creates the outermost allocator of the spec such that it cannot record any more blocks, as when
   * a table cannot grow; for rule 5.8.
   *
   * @param upstream the allocator below; it belongs to the one that is created
   * @return a new allocator, or empty if it keeps no records that can fail, or not on demand
   */
  default Optional<Allocator> createWithFailingRecords(Allocator upstream) {
    return Optional.empty();
  }

  /**
   * Creates the allocator under test so that its own diagnostics (a report, an event, a callback)
   * call a listener, which will use the allocator from there.
   *
   * @param listener what the diagnostics are to call, on the thread that causes them
   * @return a new allocator, or empty if it has no diagnostics that call anybody
   */
  default Optional<Allocator> createWithListener(Runnable listener) {
    return Optional.empty();
  }

  /**
   * Returns the byte that fresh blocks are filled with.
   *
   * @return 0 to 255; empty without {@link Capability#FILLS}
   */
  default OptionalInt freshFill() {
    return OptionalInt.empty();
  }

  /**
   * Returns the byte that freed blocks are filled with.
   *
   * @return 0 to 255; empty without {@link Capability#FILLS}
   */
  default OptionalInt freedFill() {
    return OptionalInt.empty();
  }

  /**
   * Returns how much freed memory the allocator holds back, in a quarantine for example.
   *
   * @return bytes
   */
  default long heldBackBytes() {
    return 0;
  }

  /**
   * Returns how much memory the tests may have live at once, by default 256 MiB or the largest size
   * that the allocator grants.
   *
   * @return bytes, above 0
   */
  default long budgetBytes() {
    try (Allocator allocator = create()) {
      return Math.min(DEFAULT_BUDGET, allocator.maxByteSize());
    }
  }

  /**
   * Returns the factor for all volumes, by default the property {@code alloc.tck.scale}, else 1.
   *
   * @return a factor above 0
   */
  default double scale() {
    return Double.parseDouble(System.getProperty("alloc.tck.scale", "1"));
  }

  /**
   * Returns how long the threads of one rule may take before they count as hung; only an allocator
   * that deadlocks or loops makes a rule wait for so long.
   *
   * @return by default the property {@code alloc.tck.timeLimit} in seconds, else two minutes
   */
  default Duration timeLimit() {
    return Duration.ofSeconds(Long.getLong("alloc.tck.timeLimit", 120));
  }
}
