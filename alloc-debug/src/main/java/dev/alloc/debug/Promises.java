package dev.alloc.debug;

import dev.alloc.Capability;
import java.util.EnumSet;
import java.util.Set;

/** What {@code debug} can promise over an allocator. */
final class Promises {

  private Promises() {}

  static Set<Capability> of(Set<Capability> below, DebugOptions options, boolean holds) {
    EnumSet<Capability> all = EnumSet.noneOf(Capability.class);
    all.addAll(below);
    all.remove(Capability.IN_PLACE); // every reallocation moves
    all.remove(Capability.LIMIT); // guards count against one below
    all.remove(Capability.PEAK); // the one below would be another layer's
    all.add(Capability.FILLS);
    if (options.reaction().isThrown()) {
      addDetections(all, holds);
    } else {
      all.remove(Capability.COUNTS); // which promises that a free too many is thrown
    }
    if (options.depth() > 0 && !below.contains(Capability.RESET)) {
      all.add(Capability.DETECTS_LEAK);
    }
    return Set.copyOf(all);
  }

  private static void addDetections(Set<Capability> all, boolean holds) {
    all.add(Capability.COUNTS);
    all.add(Capability.DETECTS_INVALID_FREE);
    all.add(Capability.DETECTS_OVERRUN);
    if (holds) { // of a block that has gone back nothing is known
      all.add(Capability.DETECTS_DOUBLE_FREE);
      all.add(Capability.DETECTS_USE_AFTER_FREE);
      all.add(Capability.HOLDS_FREED);
    }
  }
}
