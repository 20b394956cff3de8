package dev.alloc.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alloc.Allocators;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does an arena around one large block cost, each page of which is written to?
 *
 * <p>The C library maps and unmaps the larger ones each time; a pool keeps them.
 */
@Fork(jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xmx512m"})
@Compared(
    to = "ofConfined:65536",
    limits = {
      "zeroed:65536/ofConfined:65536=1",
      "zeroed:1048576/ofConfined:1048576=1",
      "uninitialised:65536/ofConfined:65536=1",
      "uninitialised:1048576/ofConfined:1048576=1"
    })
public class ArenaLargeBlockBenchmark {
  private static final long PAGE = 4L << 10;

  /** How large. */
  @State(Scope.Benchmark)
  public static class Large {
    /** Bytes of the block. */
    @Param({"65536", "1048576"})
    public long byteSize;
  }

  /**
   * Ours, zeroed as the JDK's.
   *
   * @param installed holds {@code arena}
   * @param large how large
   */
  @Benchmark
  public void zeroed(InstalledArena installed, Large large) {
    try (Arena arena = Allocators.current().confinedArena(true)) {
      touch(arena.allocate(large.byteSize, Block.ALIGNMENT));
    }
  }

  /**
   * Ours, with the contents left as they are.
   *
   * @param installed holds {@code arena}
   * @param large how large
   */
  @Benchmark
  public void uninitialised(InstalledArena installed, Large large) {
    try (Arena arena = Allocators.current().confinedArena(false)) {
      touch(arena.allocate(large.byteSize, Block.ALIGNMENT));
    }
  }

  /**
   * The JDK's confined arena.
   *
   * @param large how large
   */
  @Benchmark
  public void ofConfined(Large large) {
    try (Arena arena = Arena.ofConfined()) {
      touch(arena.allocate(large.byteSize, Block.ALIGNMENT));
    }
  }

  private static void touch(MemorySegment block) {
    for (long offset = 0; offset < block.byteSize(); offset += PAGE) {
      block.set(JAVA_LONG, offset, Block.CONTENT);
    }
  }
}
