package dev.alloc.lua;

import dev.alloc.Allocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs one program on several allocators in turns, so that all see the same busy machine. */
public final class LuaTimes {
  private static final String PLAIN = "C malloc";
  private static final List<String> SPECS = List.of("system", "counting", "arena", "tracking");

  private final Function<String, Allocator> create;
  private final String name;
  private final byte[] program;
  private final List<String> arguments;

  /**
   * Prepares a comparison.
   *
   * @param create makes an allocator of a spec
   * @param name the program's name
   * @param program its text
   * @param arguments its arguments
   */
  public LuaTimes(
      Function<String, Allocator> create, String name, byte[] program, List<String> arguments) {
    this.create = create;
    this.name = name;
    this.program = program.clone();
    this.arguments = List.copyOf(arguments);
  }

  /**
   * Runs the program.
   *
   * @param further one more spec, unless it is among those compared anyway
   * @param rounds how often on each; the first round only warms up
   * @return a table: allocator, best and median of the rounds, ratio of the medians to C malloc
   */
  public List<String> lines(String further, int rounds) {
    Map<String, long[]> nanos = new LinkedHashMap<>();
    nanos.put(PLAIN, new long[rounds]);
    SPECS.forEach(spec -> nanos.put(spec, new long[rounds]));
    nanos.putIfAbsent(further, new long[rounds]);
    for (int round = -1; round < rounds; round++) {
      for (Map.Entry<String, long[]> each : nanos.entrySet()) {
        long taken = run(each.getKey());
        if (round >= 0) {
          each.getValue()[round] = taken;
        }
      }
    }
    double reference = median(nanos.get(PLAIN));
    List<String> lines = new ArrayList<>();
    lines.add("%-20s %10s %10s %8s".formatted("allocator", "best ms", "median ms", "× C"));
    nanos.forEach(
        (spec, taken) ->
            lines.add(
                "%-20s %10.1f %10.1f %8.2f"
                    .formatted(
                        spec,
                        Arrays.stream(taken).min().orElse(0) / 1e6,
                        median(taken) / 1e6,
                        median(taken) / reference)));
    return lines;
  }

  private long run(String spec) {
    if (spec.equals(PLAIN)) {
      try (LuaState lua = LuaState.openOnC()) {
        return timed(lua);
      }
    }
    try (Allocator allocator = create.apply(spec);
        LuaState lua = LuaState.open(allocator)) {
      return timed(lua);
    }
  }

  private long timed(LuaState lua) {
    long start = System.nanoTime();
    lua.run(name, program, arguments);
    return System.nanoTime() - start;
  }

  private static double median(long @Nullable [] values) {
    long[] sorted = Objects.requireNonNull(values).clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
  }
}
