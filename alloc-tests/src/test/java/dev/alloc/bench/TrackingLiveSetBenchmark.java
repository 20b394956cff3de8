package dev.alloc.bench;

import dev.alloc.Allocator;
import dev.alloc.tracking.Tracking;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What does it cost to know who allocated what is live, however much that is: each operation frees
 * a block of the live set drawn at random and allocates another of 16 to 128 bytes?
 *
 * <p>Size, thread, title and site are recorded, the site with a stack of eight frames or without
 * one. Threads divide the live set among them. The peer is LWJGL's DebugAllocator over malloc, with
 * stacks and in its fast mode; it records size and thread and has no titles. {@code linear} is the
 * list of live blocks that all this replaces; each free walks half of it, which among a million
 * blocks takes milliseconds, so that one is left out.
 */
@Fork(jvmArgsAppend = {PairBenchmark.NATIVE_ACCESS, TrackingLiveSetBenchmark.HEAP})
@OperationsPerInvocation(TrackingLiveSetBenchmark.BATCH)
@Compared(
    to = "system:1000",
    limits = {
      "tracking:1000/system:1000=2.5",
      "tracking:100000/system:100000=2.5",
      "tracking:1000000/system:1000000=2.5",
      "tracking:1000/lwjglFast:1000=0.4",
      "tracking:1000000/lwjglFast:1000000=0.2",
      "trackingStacks:1000/lwjglStacks:1000=0.5",
      "trackingStacks:100000/lwjglStacks:100000=0.5",
      "trackingStacks:1000000/lwjglStacks:1000000=0.5"
    },
    noGarbage = {"tracking:1000", "tracking:100000", "tracking:1000000"})
public class TrackingLiveSetBenchmark {
  static final int BATCH = 100; // as of a test that has its title around all it does
  static final String HEAP = "-Xmx4g"; // LWJGL's million stacks need it, so all have it
  private static final String LWJGL_SYSTEM = "-Dorg.lwjgl.system.allocator=system";
  private static final String LWJGL_DEBUG = "-Dorg.lwjgl.util.DebugAllocator=true";
  private static final String TITLE = "a title";

  /** How many blocks are live. */
  @State(Scope.Benchmark)
  public static class Live {
    /** Blocks of all threads together. */
    @Param({"1000", "100000", "1000000"})
    public int live;
  }

  /** The same for what cannot cope with many. */
  @State(Scope.Benchmark)
  public static class FewerLive {
    /** Blocks of all threads together. */
    @Param({"1000", "100000"})
    public int live;
  }

  /** The part of the live set that a thread has. */
  @State(Scope.Thread)
  public static class Part {
    private static final AtomicLong SEEDS = new AtomicLong(1);

    RandomLiveSet set = new RandomLiveSet(0, 0);

    /**
     * Makes it, without blocks yet.
     *
     * @param benchmark how many blocks and how many threads
     */
    @Setup(Level.Trial)
    public void make(BenchmarkParams benchmark) {
      int live = Integer.parseInt(benchmark.getParam("live"));
      set = new RandomLiveSet(live / benchmark.getThreads(), SEEDS.getAndIncrement());
    }

    private void replace() {
      set.replace(BATCH);
    }

    private void replaceTitled() {
      Tracking.runTitled(TITLE, this::replace);
    }
  }

  /** The same of LWJGL, which at exit prints a line for each block that is left. */
  @State(Scope.Thread)
  public static class LwjglPart extends Part {
    /** Frees it. */
    @TearDown(Level.Trial)
    public void free() {
      set.drainLwjgl();
    }
  }

  /** {@code system} behind the holder. */
  @State(Scope.Benchmark)
  public static class InstalledSystem extends InstalledForLiveSet {
    /** Names it. */
    public InstalledSystem() {
      super("system");
    }
  }

  /** {@code system} under a wrapper that only computes, behind the holder. */
  @State(Scope.Benchmark)
  public static class InstalledComputing extends InstalledForLiveSet {
    /** Names what is below. */
    public InstalledComputing() {
      super("system");
    }

    @Override
    Allocator create() {
      return new Computing(super.create());
    }
  }

  /** {@code linear} behind the holder. */
  @State(Scope.Benchmark)
  public static class InstalledLinear extends InstalledForLiveSet {
    /** Names it. */
    public InstalledLinear() {
      super("linear");
    }
  }

  /** {@code tracking} behind the holder, without stacks. */
  @State(Scope.Benchmark)
  public static class InstalledTracking extends InstalledForLiveSet {
    /** Names it. */
    public InstalledTracking() {
      super("tracking", "tracking.depth", "0");
    }
  }

  /** {@code tracking} behind the holder, with stacks. */
  @State(Scope.Benchmark)
  public static class InstalledTrackingStacks extends InstalledForLiveSet {
    /** Names it. */
    public InstalledTrackingStacks() {
      super("tracking", "tracking.depth", "8");
    }
  }

  /** {@code tracking} behind the holder, with stacks by the VM's tool interface. */
  @State(Scope.Benchmark)
  public static class InstalledTrackingJvmtiStacks extends InstalledForLiveSet {
    /** Names it. */
    public InstalledTrackingJvmtiStacks() {
      super("tracking", Map.of("tracking.depth", "8", "tracking.walker", "jvmti"));
    }
  }

  /**
   * Malloc and free, nothing recorded.
   *
   * @param installed the allocator in use
   * @param live how many blocks
   * @param part those of the thread
   */
  @Benchmark
  public void system(InstalledSystem installed, Live live, Part part) {
    part.replace();
  }

  /**
   * Nothing recorded, and about as many instructions as if it were.
   *
   * @param installed the allocator in use
   * @param live how many blocks
   * @param part those of the thread
   */
  @Benchmark
  public void computing(InstalledComputing installed, Live live, Part part) {
    part.replace();
  }

  /**
   * Size, thread and title.
   *
   * @param installed the allocator in use
   * @param live how many blocks
   * @param part those of the thread
   */
  @Benchmark
  public void tracking(InstalledTracking installed, Live live, Part part) {
    part.replaceTitled();
  }

  /**
   * And a stack of eight frames.
   *
   * @param installed the allocator in use
   * @param live how many blocks
   * @param part those of the thread
   */
  @Benchmark
  public void trackingStacks(InstalledTrackingStacks installed, Live live, Part part) {
    part.replaceTitled();
  }

  /**
   * The same by the VM's tool interface.
   *
   * @param installed the allocator in use
   * @param live how many blocks
   * @param part those of the thread
   */
  @Benchmark
  public void trackingJvmtiStacks(InstalledTrackingJvmtiStacks installed, Live live, Part part) {
    part.replaceTitled();
  }

  /**
   * A list of all live blocks, searched at each free.
   *
   * @param installed the allocator in use
   * @param live how many blocks
   * @param part those of the thread
   */
  @Benchmark
  public void linear(InstalledLinear installed, FewerLive live, Part part) {
    part.replace();
  }

  /**
   * LWJGL's DebugAllocator in its fast mode: size and thread.
   *
   * @param live how many blocks
   * @param part those of the thread
   */
  @Benchmark
  @Fork(
      jvmArgsAppend = {
        PairBenchmark.NATIVE_ACCESS,
        PairBenchmark.UNSAFE_ACCESS,
        HEAP,
        LWJGL_SYSTEM,
        LWJGL_DEBUG,
        "-Dorg.lwjgl.util.DebugAllocator.fast=true"
      })
  public void lwjglFast(Live live, LwjglPart part) {
    part.set.replaceLwjgl(BATCH);
  }

  /**
   * LWJGL's DebugAllocator as it comes: and the whole stack.
   *
   * @param live how many blocks
   * @param part those of the thread
   */
  @Benchmark
  @Fork(
      jvmArgsAppend = {
        PairBenchmark.NATIVE_ACCESS,
        PairBenchmark.UNSAFE_ACCESS,
        HEAP,
        LWJGL_SYSTEM,
        LWJGL_DEBUG
      })
  public void lwjglStacks(Live live, LwjglPart part) {
    part.set.replaceLwjgl(BATCH);
  }
}
