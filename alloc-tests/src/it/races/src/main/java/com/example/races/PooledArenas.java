package com.example.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads take chunks from one pool for arenas of their own: rule 9.7. */
@JCStressTest
@Description("Two threads open arenas over one pool, twice each: they never share memory.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Each finds what it wrote.")
@Outcome(expect = FORBIDDEN, desc = "Two open arenas overlap.")
@State
public class PooledArenas {
  private static final int BYTES = 64;

  private final Allocator allocator = Allocators.create("arena");

  /** For jcstress. */
  public PooledArenas() {}

  /** Opens arenas. */
  @Actor
  public void one(II_Result result) {
    result.r1 = open(1) & open(2);
  }

  /** Opens arenas. */
  @Actor
  public void other(II_Result result) {
    result.r2 = open(3) & open(4);
  }

  /** Closes the pool. */
  @Arbiter
  public void end() {
    allocator.close();
  }

  private int open(int tag) {
    try (Arena arena = allocator.confinedArena(false)) {
      MemorySegment block = Tagged.fill(arena.allocate(BYTES, 8), tag);
      MemorySegment next = Tagged.fill(arena.allocate(BYTES, 8), tag + 10);
      return Tagged.holds(block, BYTES, tag) && Tagged.holds(next, BYTES, tag + 10) ? 1 : 0;
    }
  }
}
