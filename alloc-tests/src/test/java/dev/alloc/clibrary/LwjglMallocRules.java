package dev.alloc.clibrary;

import dev.alloc.Allocator;
import dev.alloc.system.NativeFunctions;
import dev.alloc.tck.AlignmentRules;
import dev.alloc.tck.AllocationRules;
import dev.alloc.tck.FailureRules;
import dev.alloc.tck.FreeingRules;
import dev.alloc.tck.NativeFunctionRules;
import dev.alloc.tck.ReallocationRules;
import java.util.Optional;

/** What the contract asks of a malloc: chapters 1 to 5, and 12. */
interface LwjglMallocRules
    extends AllocationRules,
        AlignmentRules,
        ReallocationRules,
        FreeingRules,
        FailureRules,
        NativeFunctionRules {

  /** Returns the functions under test; a library is loaded once. */
  NativeFunctions table();

  @Override
  default String spec() {
    return "system"; // a base, as these rules see it
  }

  @Override
  default Allocator create() {
    return table().toAllocator();
  }

  @Override
  default Optional<Allocator> create(Allocator upstream) {
    return Optional.empty();
  }

  @Override
  default Optional<Allocator> createWithLimit(long bytes) {
    return Optional.empty();
  }

  @Override
  default Optional<Allocator> createSafe() {
    return Optional.empty();
  }

  /** By default a tenth of what {@code -Dlwjgl.tck.scale=1} makes it. */
  @Override
  default double scale() {
    return Double.parseDouble(System.getProperty("lwjgl.tck.scale", "0.1"));
  }
}
