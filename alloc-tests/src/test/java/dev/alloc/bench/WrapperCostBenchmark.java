package dev.alloc.bench;

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

/** What do three wrappers that add nothing cost, written as records and as ordinary classes? */
@Fork(jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xmx512m"})
@Compared(
    to = "current:system",
    limits = {"current:records-current:system=3"})
public class WrapperCostBenchmark {

  /** A chain behind the holder. */
  @State(Scope.Benchmark)
  public static class Installed {
    /** No wrapper, three records, one record three times, three ordinary final classes. */
    @Param({"system", "records", "sameRecord", "classes"})
    public String allocator = "";

    private @Nullable Held held;

    /** Runs others through the code to be measured, then installs the subject. */
    @Setup(Level.Trial)
    public void install() {
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
   * @param installed the chain in use
   */
  @Benchmark
  public void current(Installed installed) {
    Block.throughHolder();
  }
}
