package dev.alloc.tck.statistics;

import dev.alloc.Allocator;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.util.random.RandomGenerator;

/**
 * A random mix of requests, good and bad, that is the same for every allocator: it depends on its
 * seed alone and asks for no more than the smallest machine can give.
 */
public final class Trace {
  private static final int MOST_LIVE = 48;
  private static final int SMALL = 64;
  private static final int LARGE = 1024;

  private final Trial trial;
  private final Allocator allocator;
  private final LiveSet blocks;
  private final RandomGenerator random;
  private final boolean reallocates;
  private final Ledger ledger = new Ledger();

  /**
   * Prepares a trace.
   *
   * @param random decides everything
   * @param reallocates whether reallocations are in the mix
   */
  public Trace(Trial trial, RandomGenerator random, boolean reallocates) {
    this.trial = trial;
    this.allocator = trial.allocator();
    this.blocks = trial.blocks();
    this.random = random;
    this.reallocates = reallocates;
  }

  /** Returns what the allocator must report by now. */
  public Ledger ledger() {
    return ledger;
  }

  /** Makes the next request. */
  public void step() {
    int kind = random.nextInt(16);
    if (kind == 0) {
      refusedArgument();
    } else if (kind == 1) {
      refusedSize();
    } else if (kind < 5 && reallocates && !blocks.isEmpty()) {
      reallocate();
    } else if ((kind < 11 && blocks.size() < MOST_LIVE) || blocks.isEmpty()) {
      allocate();
    } else {
      free(random.nextInt(blocks.size()));
    }
  }

  /** Frees what is left. */
  public void finish() {
    while (!blocks.isEmpty()) {
      free(blocks.size() - 1);
    }
  }

  private void allocate() {
    long byteSize = size();
    long byteAlignment = alignment();
    MemorySegment block =
        random.nextBoolean()
            ? allocator.allocate(byteSize, byteAlignment)
            : allocator.allocateZeroed(byteSize, byteAlignment);
    blocks.add(block);
    ledger.allocated(byteSize);
  }

  private void reallocate() {
    int index = random.nextInt(blocks.size());
    long oldByteSize = blocks.memory(index).byteSize();
    long newByteSize = size();
    blocks.reallocate(index, newByteSize, alignment());
    ledger.reallocated(oldByteSize, newByteSize);
  }

  private void free(int index) {
    long byteSize = blocks.memory(index).byteSize();
    blocks.free(index);
    ledger.freed(byteSize);
  }

  private void refusedArgument() {
    if (random.nextBoolean()) {
      trial.thrown(
          IllegalArgumentException.class, "allocate(-1, 8)", () -> allocator.allocate(-1, 8));
    } else {
      trial.thrown(
          IllegalArgumentException.class, "allocate(8, 3)", () -> allocator.allocate(8, 3));
    }
  }

  private void refusedSize() {
    long byteSize = Long.MAX_VALUE - random.nextInt(256);
    trial.thrown(
        OutOfMemoryError.class,
        "allocate(" + byteSize + ", 1)",
        () -> allocator.allocate(byteSize, 1));
    ledger.refused();
  }

  private long size() {
    return random.nextInt(random.nextInt(4) == 0 ? LARGE : SMALL);
  }

  private long alignment() {
    return 1L << random.nextInt(4); // up to 8, which every allocator grants
  }
}
