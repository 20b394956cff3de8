package dev.alloc.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Mark;
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

/**
 * What does it cost that blocks of an ended epoch or mark throw on access: 100 blocks of 64 bytes,
 * written to, then a reset or the end of a mark, with {@code safe} and without?
 */
@Fork(jvmArgsAppend = {PairBenchmark.NATIVE_ACCESS, PairBenchmark.HEAP})
@Compared(to = "reset:plain")
public class ArenaReleaseBenchmark {
  private static final int BLOCKS = 100;

  /** An arena. */
  @State(Scope.Thread)
  public static class Kind {
    /** With or without a scope for each epoch and mark. */
    @Param({"plain", "safe"})
    public String kind = "";

    private @Nullable Allocator arena;

    /** Creates it. */
    @Setup(Level.Trial)
    public void create() {
      arena =
          Allocators.create(
              "arena", Map.of("arena.safe", String.valueOf(Objects.equals(kind, "safe"))));
    }

    /** Gives the memory back. */
    @TearDown(Level.Trial)
    public void close() {
      arena().close();
    }

    private Allocator arena() {
      return Objects.requireNonNull(arena, "create() comes first");
    }
  }

  /**
   * Blocks and a reset.
   *
   * @param kind the arena
   */
  @Benchmark
  public void reset(Kind kind) {
    Allocator arena = kind.arena();
    allocate(arena);
    arena.reset(Long.MAX_VALUE);
  }

  /**
   * Blocks inside a mark.
   *
   * @param kind the arena
   */
  @Benchmark
  public void mark(Kind kind) {
    Allocator arena = kind.arena();
    try (Mark _ = arena.mark()) {
      allocate(arena);
    }
  }

  /**
   * The blocks alone, each freed.
   *
   * @param kind the arena
   */
  @Benchmark
  public void free(Kind kind) {
    Allocator arena = kind.arena();
    for (int i = 0; i < BLOCKS; i++) {
      MemorySegment block = arena.allocate(Block.SIZE, Block.ALIGNMENT);
      block.set(JAVA_LONG, 0, Block.CONTENT);
      arena.free(block);
    }
  }

  private static void allocate(Allocator arena) {
    for (int i = 0; i < BLOCKS; i++) {
      arena.allocate(Block.SIZE, Block.ALIGNMENT).set(JAVA_LONG, 0, Block.CONTENT);
    }
  }
}
