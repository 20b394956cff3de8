package dev.alloc.tracking;

import dev.alloc.Capability;
import java.util.EnumSet;
import java.util.Set;

/** What tracking can promise over an allocator. */
final class Promises {

  private Promises() {}

  static Set<Capability> of(Set<Capability> below, Records records) {
    EnumSet<Capability> all = EnumSet.noneOf(Capability.class);
    all.addAll(below);
    all.remove(Capability.PEAK); // the one below would be another layer's
    if (records.sampling() != null) {
      all.remove(Capability.COUNTS); // so would these
      return Set.copyOf(all);
    }
    all.add(Capability.COUNTS);
    all.add(Capability.DETECTS_DOUBLE_FREE);
    all.add(Capability.DETECTS_INVALID_FREE);
    if (records.sites().depth() > 0 && !below.contains(Capability.RESET)) {
      all.add(Capability.DETECTS_LEAK);
    }
    return Set.copyOf(all);
  }
}
