package dev.alloc.bench;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.util.Map;
import java.util.OptionalLong;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** An allocator behind the holder, for live sets, whose blocks stay until the fork ends. */
public abstract class InstalledForLiveSet {
  private static final int SMALL = 1_000; // blocks

  private final String spec;
  private final Map<String, String> options;

  InstalledForLiveSet(String spec) {
    this.spec = spec;
    this.options = Map.of();
  }

  InstalledForLiveSet(String spec, String option, String value) {
    this(spec, Map.of(option, value));
  }

  InstalledForLiveSet(String spec, Map<String, String> options) {
    this.spec = spec;
    this.options = options;
  }

  /**
   * Runs the subject elsewhere, for the reason that {@link InstalledArena} has, others through the
   * code to be measured, and then installs the subject.
   */
  @Setup(Level.Trial)
  public void install() {
    try (Allocator elsewhere = create()) {
      OtherImplementations.repeat(() -> Block.through(elsewhere));
    }
    RandomLiveSet set = new RandomLiveSet(SMALL, 1);
    OtherImplementations.runThroughHolder(() -> set.replace(1), set::drain);
    Allocators.use(create());
  }

  Allocator create() {
    return Allocators.create(spec, options);
  }

  /**
   * Checks that the allocator knows of each block and of no other, if it counts.
   *
   * @param benchmark how many there are
   */
  @TearDown(Level.Trial)
  public void count(BenchmarkParams benchmark) {
    long live = Long.parseLong(benchmark.getParam("live"));
    OptionalLong counted = Allocators.current().stats().liveBlocks();
    if (counted.orElse(live) != live) {
      throw new IllegalStateException(
          "%d blocks are live, %s counts %d"
              .formatted(live, Allocators.current().name(), counted.getAsLong()));
    }
  }
}
