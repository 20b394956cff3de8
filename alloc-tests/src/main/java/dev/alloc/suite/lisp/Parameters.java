package dev.alloc.suite.lisp;

/** How a procedure takes its arguments, as it is written into its code. */
final class Parameters {
  private Parameters() {}

  /**
   * Returns the code for procedures that need {@code count} arguments.
   *
   * @param rest whether one more parameter gets the list of the other arguments
   */
  static long code(int count, boolean rest) {
    return Value.fixnum(count << 1 | (rest ? 1 : 0));
  }

  static int count(long code) {
    return (int) Value.number(code) >> 1;
  }

  static boolean hasRest(long code) {
    return (Value.number(code) & 1) != 0;
  }
}
