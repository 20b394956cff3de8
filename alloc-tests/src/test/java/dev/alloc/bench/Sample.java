package dev.alloc.bench;

/**
 * What one fork measured, in its quickest iteration.
 *
 * @param round the round, from 1
 * @param nanos nanoseconds of processor time an operation
 * @param wallNanos nanoseconds an operation by the wall clock
 * @param bytes bytes of Java heap allocated an operation
 */
record Sample(int round, double nanos, double wallNanos, double bytes) {
  // The profiler's own garbage, spread over all operations, stays far below one byte.
  private static final double NO_GARBAGE = 0.5;

  boolean makesGarbage() {
    return bytes >= NO_GARBAGE;
  }
}
