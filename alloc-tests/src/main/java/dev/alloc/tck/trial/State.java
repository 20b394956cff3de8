package dev.alloc.tck.trial;

import dev.alloc.AllocatorStats;
import dev.alloc.tck.upstream.CountingUpstream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** All that is known of an allocator at a moment, to see what a call has changed. */
public record State(Map<String, Long> values) {
  public static final String FAILURES = "failures";
  static final String PEAK = "peak bytes";
  public static final String RESERVED = "reserved bytes";

  public State {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Takes apart statistics; what is unknown is left out. */
  public static State of(AllocatorStats stats) {
    Map<String, Long> values = new LinkedHashMap<>();
    stats.liveBlocks().ifPresent(value -> values.put("live blocks", value));
    stats.liveBytes().ifPresent(value -> values.put("live bytes", value));
    stats.peakBytes().ifPresent(value -> values.put(PEAK, value));
    stats.allocations().ifPresent(value -> values.put("allocations", value));
    stats.frees().ifPresent(value -> values.put("frees", value));
    stats.allocatedBytes().ifPresent(value -> values.put("allocated bytes", value));
    stats.reallocations().ifPresent(value -> values.put("reallocations", value));
    stats.failures().ifPresent(value -> values.put(FAILURES, value));
    stats.reservedBytes().ifPresent(value -> values.put(RESERVED, value));
    return new State(values);
  }

  /** Takes apart what passed through an allocator of the TCK's. */
  public static State of(CountingUpstream upstream) {
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
  public State without(String... names) {
    Map<String, Long> some = new LinkedHashMap<>(values);
    for (String name : names) {
      some.remove(name);
    }
    return new State(some);
  }

  /**
   * Lists what differs of these values, as in {@code live blocks 3 -> 4}; empty if nothing does.
   */
  public String changesTo(State later) {
    StringJoiner changes = new StringJoiner(", ");
    values.forEach(
        (name, before) -> {
          Long after = later.values.get(name);
          if (!before.equals(after)) {
            changes.add(name + ' ' + before + " -> " + (after == null ? "unknown" : after));
          }
        });
    return changes.toString();
  }

  /**
   * Lists by how much live blocks, live bytes and totals grew, for example {@code live blocks +1}.
   */
  public String increasesTo(State later) {
    StringJoiner increases = new StringJoiner(", ");
    values.forEach(
        (name, before) -> {
          if (!name.equals(PEAK) && !name.equals(RESERVED)) {
            long after = later.values.getOrDefault(name, before);
            increases.add(name + (after < before ? " " : " +") + (after - before));
          }
        });
    return increases.toString();
  }
}
