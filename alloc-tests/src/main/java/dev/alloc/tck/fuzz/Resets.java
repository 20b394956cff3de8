package dev.alloc.tck.fuzz;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import org.jspecify.annotations.Nullable;

/**
 * Bulk release, where the allocator has it.
 *
 * @param allocator null where it does not
 */
record Resets(@Nullable Allocator allocator) {
  static final Resets NONE = new Resets(null);

  static Resets of(Allocator allocator) {
    return allocator.capabilities().contains(Capability.RESET) ? new Resets(allocator) : NONE;
  }

  boolean possible() {
    return allocator != null;
  }

  void reset(Step step) {
    if (allocator != null) {
      allocator.reset((step.contents() & 1) == 0 ? 0 : Long.MAX_VALUE);
    }
  }
}
