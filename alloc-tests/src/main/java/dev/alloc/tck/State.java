package dev.alloc.tck;

import dev.alloc.AllocatorStats;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All that is known of an allocator at a moment, to see what a call has changed. */
record State(Map<String, Long> values) {

  State {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Takes apart statistics; what is unknown is left out. */
  static State of(AllocatorStats stats) {
    Map<String, Long> values = new LinkedHashMap<>();
    stats.liveBlocks().ifPresent(value -> values.put("live blocks", value));
    stats.liveBytes().ifPresent(value -> values.put("live bytes", value));
    stats.peakBytes().ifPresent(value -> values.put("peak bytes", value));
    stats.allocations().ifPresent(value -> values.put("allocations", value));
    stats.frees().ifPresent(value -> values.put("frees", value));
    stats.allocatedBytes().ifPresent(value -> values.put("allocated bytes", value));
    stats.reallocations().ifPresent(value -> values.put("reallocations", value));
    stats.failures().ifPresent(value -> values.put("failures", value));
    stats.reservedBytes().ifPresent(value -> values.put("reserved bytes", value));
    return new State(values);
  }

  /** Takes apart what passed through an allocator of the TCK's. */
  static State of(CountingUpstream upstream) {
    Map<String, Long> values = new LinkedHashMap<>();
    values.put("live blocks below", upstream.liveBlocks());
    values.put("live bytes below", upstream.liveBytes());
    values.put("allocations below", upstream.allocations());
    values.put("frees below", upstream.frees());
    values.put("reallocations below", upstream.reallocations());
    return new State(values);
  }

  /** Returns these and other values. */
  State and(State other) {
    Map<String, Long> all = new LinkedHashMap<>(values);
    all.putAll(other.values);
    return new State(all);
  }

  /** Returns this without some values. */
  State without(String... names) {
    Map<String, Long> some = new LinkedHashMap<>(values);
    for (String name : names) {
      some.remove(name);
    }
    return new State(some);
  }

  /** Lists what differs, for example {@code live blocks 3 -> 4}; empty if nothing does. */
  String changesTo(State later) {
    Set<String> names = new TreeSet<>(values.keySet());
    names.addAll(later.values.keySet());
    StringJoiner changes = new StringJoiner(", ");
    for (String name : names) {
      Long before = values.get(name);
      Long after = later.values.get(name);
      if (before == null || !before.equals(after)) {
        changes.add(name + ' ' + shown(before) + " -> " + shown(after));
      }
    }
    return changes.toString();
  }

  private static String shown(@Nullable Long value) {
    return value == null ? "unknown" : value.toString();
  }
}
