package dev.alloc.tck;

import dev.alloc.Allocator;
import dev.alloc.tck.trial.Failures;
import dev.alloc.tck.upstream.Spec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * All rules of {@code RULES.md} that are verified so far; implement it, say which allocator is
 * under test, and run the class with JUnit.
 *
 * <pre>{@code
 * final class JemallocTckTest implements AllocatorTck {
 *   public String spec() {
 *     return "jemalloc";
 *   }
 * }
 * }</pre>
 */
public interface AllocatorTck
    extends AllocationRules,
        AlignmentRules,
        ReallocationRules,
        FreeingRules,
        FailureRules,
        StatisticsRules,
        ThreadRules,
        DiagnosticsRules,
        BulkReleaseRules,
        ArenaViewRules,
        CompositionRules,
        DiscoveryRules,
        NativeFunctionRules {

  /** A test of the wrong allocator is worse than none. */
  @Test
  @DisplayName("0.1 the allocator under test is the one that was asked for")
  default void required_0_1_theAllocatorUnderTestIsTheOneAskedFor() {
    String expected = new Spec(spec()).composedName();
    try (Allocator allocator = create()) {
      if (!allocator.name().equals(expected)) {
        throw Failures.of(
            "0.1",
            "'%s' is to be tested, whose name is '%s', and '%s' was created"
                .formatted(spec(), expected, allocator.name()));
      }
    }
  }
}
