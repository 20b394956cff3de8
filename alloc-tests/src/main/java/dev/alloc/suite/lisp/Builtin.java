package dev.alloc.suite.lisp;

/**
 * A built-in function.
 *
 * @param name under which programs find it
 * @param least the smallest number of arguments
 * @param most the largest number of arguments
 * @param code what it does
 */
record Builtin(String name, int least, int most, Code code) {
  static final int ANY = Integer.MAX_VALUE;

  /** What a built-in function does. */
  interface Code {

    /**
     * Computes a result that the caller owns.
     *
     * @param args where the arguments start on the stack; they stay there, and the caller releases
     *     what was not taken
     * @param count how many there are
     */
    long call(int args, int count);
  }

  long call(int args, int count) {
    if (count < least || count > most) {
      throw new LispException(
          name + (count < least ? " got too few arguments" : " got too many arguments"));
    }
    return code.call(args, count);
  }
}
