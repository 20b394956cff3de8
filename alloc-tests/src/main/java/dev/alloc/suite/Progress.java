package dev.alloc.suite;

/** Is told after each pass over the suite's programs; the time it takes is not measured. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (impl, done, expected, nanos) -> {};

  /**
   * A pass has ended.
   *
   * @param impl the name of the allocator
   * @param done how many passes have ended
   * @param expected how many there will be, or 0 while that is unknown
   * @param nanos how long this one took, in nanoseconds
   */
  void pass(String impl, int done, int expected, long nanos);
}
