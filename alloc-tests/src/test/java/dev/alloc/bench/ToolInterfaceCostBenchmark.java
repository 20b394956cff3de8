package dev.alloc.bench;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What does the rest of a program pay once {@code tracking} has looked at one stack by the VM's
 * tool interface, which stays until the VM ends?
 */
@Fork(jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xmx512m"})
@Compared(
    to = "objects:stackwalker",
    limits = {
      "objects:jvmti/objects:stackwalker=1.05",
      "exceptions:jvmti/exceptions:stackwalker=1.05",
      "objects:async/objects:stackwalker=1.05",
      "exceptions:async/exceptions:stackwalker=1.05"
    })
public class ToolInterfaceCostBenchmark {
  private static final int WORDS = 100;
  private static final int DEPTH = 10;

  /** Who looked at the stack. */
  @State(Scope.Benchmark)
  public static class Walker {
    /** By the tool interface or without it. */
    @Param({"stackwalker", "jvmti", "async"})
    public String walker = "";

    /** Has one stack looked at, and never another. */
    @Setup(Level.Trial)
    public void look() {
      try (Allocator tracking = Allocators.create("tracking", Map.of("tracking.walker", walker))) {
        tracking.free(tracking.allocate(16, 8));
      }
    }
  }

  /**
   * Strings, a map, garbage.
   *
   * @param walker who looked before
   * @return something of it
   */
  @Benchmark
  public int objects(Walker walker) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < WORDS; i++) {
      counts.merge("word " + ThreadLocalRandom.current().nextInt(WORDS), 1, Integer::sum);
    }
    return counts.size();
  }

  /**
   * An exception with its stack, thrown through some frames and caught.
   *
   * @param walker who looked before
   * @return something of it
   */
  @Benchmark
  public int exceptions(Walker walker) {
    try {
      return fail(DEPTH);
    } catch (IllegalStateException e) {
      return e.hashCode();
    }
  }

  private static int fail(int depth) {
    if (depth > 0) {
      return fail(depth - 1) + 1;
    }
    throw new IllegalStateException("as always");
  }

  /**
   * A virtual thread, which gives up its carrier ten times.
   *
   * @param walker who looked before
   * @throws InterruptedException never
   */
  @Benchmark
  @SuppressWarnings("ThreadPriorityCheck") // the switch of threads is what is measured
  public void virtualThread(Walker walker) throws InterruptedException {
    Thread.ofVirtual()
        .start(
            () -> {
              for (int i = 0; i < DEPTH; i++) {
                Thread.yield();
              }
            })
        .join();
  }
}
