package com.example.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads fill tracking's table until its stripes grow. */
@JCStressTest
@Description("Two threads record 100 blocks each, every other one of which they free again.")
@Outcome(id = "100, 0", expect = ACCEPTABLE, desc = "Every record is found.")
@Outcome(expect = FORBIDDEN, desc = "Records were lost, or found twice.")
@State
public class TableGrowth {
  private static final int BLOCKS = 100;

  private final Allocator allocator = Allocators.create("tracking", Map.of("tracking.depth", "0"));
  private final MemorySegment[] one = new MemorySegment[BLOCKS];
  private final MemorySegment[] other = new MemorySegment[BLOCKS];

  /** For jcstress. */
  public TableGrowth() {}

  /** Fills. */
  @Actor
  public void one() {
    fill(one);
  }

  /** Fills. */
  @Actor
  public void other() {
    fill(other);
  }

  /** Counts, frees the rest across, and counts again. */
  @Arbiter
  public void end(II_Result result) {
    result.r1 = (int) allocator.stats().liveBlocks().orElse(-1);
    for (int i = 0; i < BLOCKS; i += 2) {
      allocator.free(one[i]);
      allocator.free(other[i]);
    }
    result.r2 = (int) allocator.stats().liveBlocks().orElse(-1);
    allocator.close();
  }

  private void fill(MemorySegment[] blocks) {
    for (int i = 0; i < BLOCKS; i++) {
      blocks[i] = allocator.allocate(16, 8);
      if (i % 2 == 1) {
        allocator.free(blocks[i]);
      }
    }
  }
}
