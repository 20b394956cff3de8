package com.example.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The arena's epoch changes under a thread that allocates: rule 9.1. */
@JCStressTest
@Description("One thread allocates across a reset; what both ask for afterwards does not overlap.")
@Outcome(id = "0", expect = ACCEPTABLE, desc = "The reset was not over when it looked.")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "Both have memory of their own.")
@Outcome(expect = FORBIDDEN, desc = "Two live blocks overlap.")
@State
public class ResetRace {
  private static final int BYTES = 24;

  private final Allocator allocator = Allocators.create("arena");
  private volatile boolean reset;
  private MemorySegment mine = MemorySegment.NULL;
  private MemorySegment others = MemorySegment.NULL;

  /** For jcstress. */
  public ResetRace() {
    allocator.allocate(BYTES, 8);
  }

  /** Allocates whatever happens, and for good once the reset is over. */
  @Actor
  public void racer(I_Result result) {
    allocator.allocate(BYTES, 8);
    allocator.allocate(BYTES, 8);
    if (reset) {
      mine = Tagged.fill(allocator.allocate(BYTES, 8), 1);
      result.r1 = 1;
    }
  }

  /** Resets. */
  @Actor
  public void resetter() {
    allocator.reset(Long.MAX_VALUE);
    reset = true;
    others = Tagged.fill(allocator.allocate(BYTES, 8), 2);
  }

  /** Looks at both. */
  @Arbiter
  public void end(I_Result result) {
    if (!Tagged.holds(mine, mine.byteSize(), 1) || !Tagged.holds(others, BYTES, 2)) {
      result.r1 = 2;
    }
    allocator.close();
  }
}
