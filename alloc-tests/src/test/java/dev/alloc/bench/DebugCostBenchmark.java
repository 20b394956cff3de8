package dev.alloc.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
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
 * What does it cost to look for misuse, for 64 bytes allocated, written and freed through the
 * holder, with a full quarantine and 1 000 blocks live? Ask with {@code --threads 1,2}.
 *
 * <p>{@code debug} and {@code scope} without sites; {@code sites} with the usual depth; {@code
 * smallQuarantine} holds 1 MiB, and {@code noQuarantine} gives each block back at once.
 */
@Fork(jvmArgsAppend = {PairBenchmark.NATIVE_ACCESS, PairBenchmark.HEAP})
@Compared(
    to = "pair:system",
    limits = {"pair:debug/pair:system=8"},
    scaling = {"pair:debug=1.6"})
public class DebugCostBenchmark {
  private static final int LIVE = 1_000; // blocks
  private static final long QUARANTINE = 16L << 20; // bytes, more than blocks of one size can fill
  private static final String DEPTH = "debug.depth";
  private static final String HELD = "debug.quarantine";

  /** An allocator behind the holder. */
  @State(Scope.Benchmark)
  public static class Installed {
    /** How it looks for misuse. */
    @Param({"system", "debug", "smallQuarantine", "noQuarantine", "sites", "scope", "guardPage"})
    public String mode = "";

    private @Nullable Allocator former;

    /**
     * Runs the subject elsewhere, for the reason that {@link InstalledArena} has, others through
     * the code to be measured, and installs the subject.
     */
    @Setup(Level.Trial)
    public void install() {
      try (Allocator elsewhere = create()) {
        OtherImplementations.repeat(() -> Block.through(elsewhere));
      }
      OtherImplementations.runThroughHolder(Block::throughHolder, () -> {});
      former = Allocators.use(create());
      for (int block = 0; block < LIVE; block++) {
        Allocators.current().allocate(Block.SIZE, Block.ALIGNMENT).set(JAVA_LONG, 0, Block.CONTENT);
      }
    }

    private boolean holdsBlocks() {
      return mode.equals("debug") || mode.equals("sites") || mode.equals("smallQuarantine");
    }

    private Allocator create() {
      return switch (mode) {
        case "system" -> Allocators.create("system");
        case "debug" -> Allocators.create("debug", Map.of(DEPTH, "0"));
        case "smallQuarantine" -> Allocators.create("debug", Map.of(DEPTH, "0", HELD, "1m"));
        case "noQuarantine" -> Allocators.create("debug", Map.of(DEPTH, "0", HELD, "0"));
        case "sites" -> Allocators.create("debug");
        case "scope" -> Allocators.create("debug", Map.of(DEPTH, "0", "debug.uaf", "scope"));
        case "guardPage" -> Allocators.create("system", Map.of("system.guard", "page"));
        default -> throw new IllegalArgumentException(mode);
      };
    }

    /** Puts back what was there; the blocks end with the fork. */
    @TearDown(Level.Trial)
    public void remove() {
      Allocators.useWithLiveBlocks(Objects.requireNonNull(former, "install() comes first"));
    }
  }

  /** A thread's part of the quarantine, which it fills itself, as a program's threads do. */
  @State(Scope.Thread)
  public static class Filled {
    /**
     * Frees as much as the quarantine holds.
     *
     * @param installed the allocator in use
     */
    @Setup(Level.Trial)
    public void fill(Installed installed) {
      if (installed.holdsBlocks()) {
        for (long freed = 0; freed < QUARANTINE; freed += Block.SIZE) {
          Block.throughHolder();
        }
      }
    }
  }

  /**
   * A block's life.
   *
   * @param installed the allocator in use
   * @param filled its quarantine
   */
  @Benchmark
  public void pair(Installed installed, Filled filled) {
    Block.throughHolder();
  }
}
