package dev.alloc.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
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
 * Which chunk sizes should the arena have: a phase of so many blocks of 16 to 512 bytes, each
 * written to, and then a reset that keeps all memory?
 *
 * <p>The first chunk is what a thread costs that allocates little, the largest is what a thread of
 * long phases may leave unused, so the smallest sizes win that are no slower than larger ones.
 */
@Fork(jvmArgsAppend = {PairBenchmark.NATIVE_ACCESS, PairBenchmark.HEAP})
@Compared(to = "phase:100:64k-4m")
public class ArenaChunkBenchmark {
  private static final int SIZES = 1 << 10;
  private static final int LEAST = 16; // bytes
  private static final int MOST = 512;

  /** An arena with chunks of some size. */
  @State(Scope.Benchmark)
  public static class Phase {
    /** The first chunk and the largest. */
    @Param({"4k-4m", "16k-4m", "64k-4m", "256k-4m", "1m-4m", "64k-256k", "64k-1m", "64k-16m"})
    public String chunks = "";

    /** How many blocks a phase has: 26 KiB, 2.6 MiB, 26 MiB. */
    @Param({"100", "10000", "100000"})
    public int blocks;

    private final int[] sizes = new Random(1).ints(SIZES, LEAST, MOST + 1).toArray();
    private @Nullable Allocator arena;

    /** Creates it. */
    @Setup(Level.Trial)
    public void create() {
      int dash = chunks.indexOf('-');
      arena =
          Allocators.create(
              "arena",
              Map.of(
                  "arena.chunk", chunks.substring(0, dash),
                  "arena.maxChunk", chunks.substring(dash + 1)));
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
   * A phase.
   *
   * @param phase how many blocks of which arena
   */
  @Benchmark
  public void phase(Phase phase) {
    Allocator arena = phase.arena();
    for (int i = 0; i < phase.blocks; i++) {
      MemorySegment block = arena.allocate(phase.sizes[i & (SIZES - 1)], Block.ALIGNMENT);
      block.set(JAVA_LONG_UNALIGNED, 0, Block.CONTENT);
    }
    arena.reset(Long.MAX_VALUE);
  }
}
