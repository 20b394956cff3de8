package dev.alloc.bench;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
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
 * How much cheaper than malloc and free is a pointer that moves, for 64 bytes allocated, written
 * and freed through the holder? Ask with {@code --threads 1,2}.
 */
@Fork(jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xmx512m"})
@Compared(
    to = "current:system",
    limits = {"current:arena/current:system=0.5"},
    noGarbage = {"current:arena"})
public class ArenaPairBenchmark {

  /** An allocator behind the holder, 1 000 blocks of it alive. */
  @State(Scope.Benchmark)
  public static class Installed {
    /** A spec. */
    @Param({"arena", "system"})
    public String allocator = "";

    private @Nullable Held held;

    /**
     * Runs the subject elsewhere, for the reason that {@link InstalledArena} has, others through
     * the code to be measured, and then installs the subject.
     */
    @Setup(Level.Trial)
    public void install() {
      try (Allocator elsewhere = Allocators.create(allocator)) {
        OtherImplementations.repeat(() -> Block.through(elsewhere));
      }
      held = Held.install(allocator, Block::throughHolder);
    }

    /** Puts back what was there. */
    @TearDown(Level.Trial)
    public void remove() {
      Objects.requireNonNull(held, "install() comes first").remove();
    }
  }

  /**
   * The pair.
   *
   * @param installed the allocator in use
   */
  @Benchmark
  public void current(Installed installed) {
    Block.throughHolder();
  }
}
