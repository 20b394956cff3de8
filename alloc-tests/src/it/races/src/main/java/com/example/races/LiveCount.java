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
import org.openjdk.jcstress.infra.results.II_Result;

/** A snapshot of counting's cells while another thread moves them. */
@JCStressTest
@Description("One block is live, a second comes, the first goes: a snapshot shows one or two.")
@Outcome(
    id = {"1, 1", "2, 1"},
    expect = ACCEPTABLE,
    desc = "As it was at some moment.")
@Outcome(expect = FORBIDDEN, desc = "As it never was: frees have to be read before allocations.")
@State
public class LiveCount {
  private final Allocator allocator = Allocators.create("counting");
  private final MemorySegment first = allocator.allocate(16, 8);
  private MemorySegment second = first;

  /** For jcstress. */
  public LiveCount() {}

  /** Allocates, then frees. */
  @Actor
  public void mover() {
    second = allocator.allocate(16, 8);
    allocator.free(first);
  }

  /** Takes a snapshot. */
  @Actor
  public void reader(II_Result result) {
    result.r1 = (int) allocator.stats().liveBlocks().orElse(-1);
  }

  /** Looks once both are done. */
  @Arbiter
  public void end(II_Result result) {
    result.r2 = (int) allocator.stats().liveBlocks().orElse(-1);
    allocator.free(second);
    allocator.close();
  }
}
