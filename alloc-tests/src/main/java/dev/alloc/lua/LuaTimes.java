package dev.alloc.lua;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    List<String> specs = new ArrayList<>(SPECS);
    if (!specs.contains(further)) {
      specs.add(further);
    }
    List<Subject> subjects = new ArrayList<>(List.of(new Subject(PLAIN, null)));
    try {
      specs.forEach(spec -> subjects.add(new Subject(spec, create.apply(spec))));
      for (int round = 0; round <= rounds; round++) {
        for (Subject subject : subjects) {
          subject.run();
        }
      }
      return table(subjects);
    } finally {
      subjects.forEach(Subject::close);
    }
  }

  private static List<String> table(List<Subject> subjects) {
    double reference = median(subjects.getFirst().nanos());
    List<String> lines = new ArrayList<>();
    lines.add("%-20s %10s %10s %8s".formatted("allocator", "best ms", "median ms", "× C"));
    for (Subject subject : subjects) {
      long[] nanos = subject.nanos();
      lines.add(
          "%-20s %10.1f %10.1f %8.2f"
              .formatted(
                  subject.name,
                  Arrays.stream(nanos).min().orElse(0) / 1e6,
                  median(nanos) / 1e6,
                  median(nanos) / reference));
    }
    return lines;
  }

  /** What the program runs on; kept from round to round, as what the JIT made of it. */
  private final class Subject {
    private final String name;
    private final @Nullable Allocator allocator;
    private final @Nullable LuaMemory memory;
    private final List<Long> nanos = new ArrayList<>();

    Subject(String name, @Nullable Allocator allocator) {
      this.name = name;
      this.allocator = allocator;
      this.memory = allocator == null ? null : LuaMemory.of(allocator);
    }

    void run() {
      try (LuaState lua = memory == null ? LuaState.openOnC() : LuaState.open(memory)) {
        long start = System.nanoTime();
        lua.run(LuaTimes.this.name, program, arguments);
        nanos.add(System.nanoTime() - start);
      }
      if (allocator != null && allocator.capabilities().contains(Capability.RESET)) {
        allocator.reset(Long.MAX_VALUE);
      }
    }

    /** Returns the times of all rounds but the first, which warmed up. */
    long[] nanos() {
      return nanos.stream().skip(1).mapToLong(Long::longValue).toArray();
    }

    void close() {
      if (allocator != null && memory != null) {
        memory.close();
        allocator.close();
      }
    }
  }

  private static double median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
  }
}
