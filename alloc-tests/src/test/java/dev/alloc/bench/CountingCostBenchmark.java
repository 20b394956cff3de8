package dev.alloc.bench;

import java.util.ArrayList;
import java.util.List;
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
 * What does counting cost when blocks live for a while: each operation frees the oldest of its
 * thread's 1 024 blocks of 16 to 128 bytes and allocates another?
 */
@Fork(jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xmx512m"})
@Compared(
    to = "replaceOldest:system",
    limits = {"replaceOldest:counting/replaceOldest:system=1.15"})
public class CountingCostBenchmark {

  /** An allocator behind the holder. */
  @State(Scope.Benchmark)
  public static class Installed {
    /** A spec. */
    @Param({"system", "counting"})
    public String allocator = "";

    private final List<LiveRing> rings = new ArrayList<>();
    private @Nullable Held held;

    /** Runs others through the code to be measured, then installs the subject. */
    @Setup(Level.Trial)
    public void install() {
      LiveRing ring = new LiveRing();
      held = Held.install(allocator, ring::replaceOldest, ring::drain);
    }

    /** Frees what all threads keep, here because one may end before another, and puts back. */
    @TearDown(Level.Trial)
    public synchronized void remove() {
      rings.forEach(LiveRing::drain);
      Objects.requireNonNull(held, "install() comes first").remove();
    }

    private synchronized LiveRing newRing() {
      LiveRing ring = new LiveRing();
      rings.add(ring);
      return ring;
    }
  }

  /** The live set of a thread. */
  @State(Scope.Thread)
  public static class PerThread {
    private LiveRing ring = new LiveRing();

    /**
     * Starts with an empty live set; the first iteration fills it.
     *
     * @param installed which empties it in the end
     */
    @Setup(Level.Trial)
    public void start(Installed installed) {
      ring = installed.newRing();
    }
  }

  /**
   * Frees the oldest block, allocates another and writes to it.
   *
   * @param thread the live set
   */
  @Benchmark
  public void replaceOldest(PerThread thread) {
    thread.ring.replaceOldest();
  }
}
