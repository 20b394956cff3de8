package dev.alloc.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What does a guard page cost: 64 bytes allocated, written and freed? */
@Fork(jvmArgsAppend = {PairBenchmark.NATIVE_ACCESS, PairBenchmark.HEAP})
@Compared(to = "pair:plain")
public class GuardCostBenchmark {

  /** The allocator {@code system}. */
  @State(Scope.Benchmark)
  public static class Guarded {
    /** How it guards. */
    @Param({"plain", "page", "keep0", "sample100"})
    public String guard = "";

    private @Nullable Allocator allocator;

    /** Creates it. */
    @Setup(Level.Trial)
    public void create() {
      allocator =
          Allocators.create(
              "system",
              switch (guard) {
                case "plain" -> Map.of();
                case "page" -> Map.of("system.guard", "page");
                case "keep0" -> Map.of("system.guard", "page", "system.guardKeep", "0");
                case "sample100" -> Map.of("system.guard", "page", "system.guardSample", "100");
                default -> throw new IllegalArgumentException(guard);
              });
    }

    /** Gives back what it keeps. */
    @TearDown(Level.Trial)
    public void close() {
      Objects.requireNonNull(allocator, "create() comes first").close();
    }
  }

  /**
   * A block's life.
   *
   * @param guarded the allocator
   */
  @Benchmark
  public void pair(Guarded guarded) {
    Allocator allocator = Objects.requireNonNull(guarded.allocator);
    MemorySegment block = allocator.allocate(Block.SIZE, Block.ALIGNMENT);
    block.set(JAVA_LONG, 0, Block.CONTENT);
    allocator.free(block);
  }
}
