package dev.alloc.tracking.site;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Which blocks to record if not all: each byte is drawn with the same probability, and a block is
 * recorded if one of its bytes is. What is recorded counts for as many blocks as it stands for, in
 * parts of a block, so that every total is right on average.
 */
public final class Sampling {
  /** So many parts is one block counted as. */
  public static final long PARTS = 1 << 16;

  private final long interval;
  private final ThreadLocal<long[]> bytesToGo = ThreadLocal.withInitial(() -> new long[] {draw()});

  /**
   * Creates a sampler.
   *
   * @param interval one byte in so many is drawn; above 0
   */
  public Sampling(long interval) {
    this.interval = interval;
  }

  /**
   * Returns how rare drawn bytes are.
   *
   * @return bytes
   */
  public long interval() {
    return interval;
  }

  /**
   * Decides about a block of the calling thread.
   *
   * @param byteSize its size in bytes; a block without bytes is never recorded
   * @return whether to record it
   */
  public boolean takes(long byteSize) {
    long[] left = bytesToGo.get();
    left[0] -= byteSize;
    if (left[0] > 0) {
      return false;
    }
    left[0] = draw(); // the exponential distribution does not remember
    return true;
  }

  /**
   * Returns for how many blocks a recorded one stands.
   *
   * @param byteSize its size in bytes, above 0
   * @return blocks in parts, see {@link #PARTS}
   */
  public long blocks(long byteSize) {
    return Math.round(PARTS / probability(byteSize));
  }

  /**
   * Returns for how many bytes a recorded block stands.
   *
   * @param byteSize its size in bytes, above 0
   * @return bytes
   */
  public long bytes(long byteSize) {
    return Math.round(byteSize / probability(byteSize));
  }

  private double probability(long byteSize) {
    return -Math.expm1(-(double) byteSize / interval);
  }

  private long draw() {
    double exponential = -Math.log(1 - ThreadLocalRandom.current().nextDouble()) * interval;
    return Math.max(1, (long) Math.ceil(exponential));
  }
}
