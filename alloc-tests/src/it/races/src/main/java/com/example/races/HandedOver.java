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

/**
 * A block of the arena that one thread allocates and another one grows, while the first goes on.
 */
@JCStressTest
@Description("A block is handed over and grown by its new owner while the old one allocates more.")
@Outcome(id = "0", expect = ACCEPTABLE, desc = "It had not come yet.")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "It came with its contents, and kept them.")
@Outcome(expect = FORBIDDEN, desc = "Contents were lost, or blocks overlap.")
@State
public class HandedOver {
  private static final int BYTES = 24;

  private final Allocator allocator = Allocators.create("arena");
  private volatile MemorySegment handedOver = MemorySegment.NULL;
  private MemorySegment later = MemorySegment.NULL;
  private MemorySegment grown = MemorySegment.NULL;

  /** For jcstress. */
  public HandedOver() {}

  /** Allocates, hands over, allocates again. */
  @Actor
  public void giver() {
    handedOver = Tagged.fill(allocator.allocate(BYTES, 8), 1);
    later = Tagged.fill(allocator.allocate(BYTES, 8), 2);
  }

  /** Takes and grows. */
  @Actor
  public void taker(I_Result result) {
    MemorySegment taken = handedOver;
    if (taken.byteSize() > 0) {
      grown = allocator.reallocate(taken, 8 * BYTES, 8);
      result.r1 = Tagged.holds(grown, BYTES, 1) ? 1 : 2;
      Tagged.fill(grown, 3);
    }
  }

  /** Looks at both. */
  @Arbiter
  public void end(I_Result result) {
    if (!Tagged.holds(later, BYTES, 2) || !Tagged.holds(grown, grown.byteSize(), 3)) {
      result.r1 = 3;
    }
    allocator.close();
  }
}
