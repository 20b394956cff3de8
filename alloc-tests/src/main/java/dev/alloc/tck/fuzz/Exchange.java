package dev.alloc.tck.fuzz;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Where the threads of an episode leave blocks for each other. */
final class Exchange {
  private static final int PLACES = 64;

  private final AtomicReferenceArray<@Nullable Handed> places = new AtomicReferenceArray<>(PLACES);

  /**
   * A block on its way.
   *
   * @param contents what must be in it
   */
  record Handed(MemorySegment block, int contents) {}

  /** Leaves a block and takes what was there; either may be none. */
  @Nullable Handed swap(Step step, @Nullable Handed given) {
    return places.getAndSet(step.contents() % PLACES, given);
  }

  /** Takes whatever is left. */
  @Nullable Handed takeAny() {
    for (int i = 0; i < PLACES; i++) {
      Handed left = places.getAndSet(i, null);
      if (left != null) {
        return left;
      }
    }
    return null;
  }
}
