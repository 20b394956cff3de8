package dev.alloc.bench;

import dev.alloc.Allocator;
import java.lang.foreign.MemorySegment;

/**
 * A wrapper that records nothing and touches no memory of its own, but keeps the processor for
 * about as many instructions as {@code tracking} does.
 *
 * <p>It tells what the instructions alone cost where a program waits for memory: they keep the
 * processor from running ahead to the next miss. With another number of steps, for example: {@code
 * JAVA_TOOL_OPTIONS=-Dcomputing.steps=2 ./alloc bench TrackingLiveSet --subject
 * 'computing:1000000'}.
 */
record Computing(Allocator upstream) implements PassThrough {
  /** Of four words, by two operations each. */
  private static final int STEPS = Integer.getInteger("computing.steps", 10);

  private static final long NEVER = 0x5DEECE66DL; // no block's size or address leads to it

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    compute(byteSize);
    return upstream.allocate(byteSize, byteAlignment);
  }

  @Override
  public void free(MemorySegment block) {
    compute(block.address());
    upstream.free(block);
  }

  private static void compute(long seed) {
    long a = seed;
    long b = ~seed;
    long c = seed << 1;
    long d = -seed;
    for (int i = 0; i < STEPS; i++) {
      a ^= a << 13;
      b ^= b >>> 7;
      c ^= c << 17;
      d ^= d >>> 9;
    }
    if ((a & b & c & d) == NEVER) {
      throw new IllegalStateException("the result is needed, or nothing would be computed");
    }
  }
}
