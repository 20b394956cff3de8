package com.example.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads free the same block of tracking. */
@JCStressTest
@Description("Two threads free one block: one succeeds, the other is told.")
@Outcome(
    id = {"1, 0", "0, 1"},
    expect = ACCEPTABLE,
    desc = "One freed it.")
@Outcome(expect = FORBIDDEN, desc = "It was freed twice, or never.")
@State
public class DoubleFree {
  private static final Allocator ALLOCATOR =
      Allocators.create("tracking", Map.of("tracking.depth", "0"));

  private final MemorySegment block = ALLOCATOR.allocate(16, 8);

  /** For jcstress. */
  public DoubleFree() {}

  /** Frees. */
  @Actor
  public void one(II_Result result) {
    result.r1 = free();
  }

  /** Frees. */
  @Actor
  public void other(II_Result result) {
    result.r2 = free();
  }

  private int free() {
    try {
      ALLOCATOR.free(block);
      return 1;
    } catch (MemoryFaultException told) {
      return 0;
    }
  }
}
