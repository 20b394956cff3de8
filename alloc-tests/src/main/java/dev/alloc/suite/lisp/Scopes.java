package dev.alloc.suite.lisp;

/** The local variables in sight while code is analysed, the innermost scope last. */
final class Scopes {
  private static final int VARIABLES = 1_024;
  private static final int DEPTH = 256;
  private static final int OUTER_SHIFT = 16;

  private final int[] names = new int[VARIABLES];
  private final int[] starts = new int[DEPTH];
  private final boolean[] looped = new boolean[DEPTH];
  private int count;
  private int depth;

  boolean isEmpty() {
    return depth == 0;
  }

  void enter() {
    if (depth == DEPTH) {
      throw new LispException("scopes are nested too deeply");
    }
    starts[depth] = count;
    looped[depth] = false;
    depth++;
  }

  void add(int symbol) {
    if (count == VARIABLES) {
      throw new LispException("too many local variables");
    }
    names[count++] = symbol;
  }

  /** The number of variables in the innermost scope. */
  int slots() {
    return count - starts[depth - 1];
  }

  /** Says that a variable of the innermost scope can be set after the frame was made. */
  void markLooped() {
    looped[depth - 1] = true;
  }

  boolean isLooped() {
    return looped[depth - 1];
  }

  void leave() {
    depth--;
    count = starts[depth];
  }

  void clear() {
    depth = 0;
    count = 0;
  }

  /** Returns the code that refers to a local variable, or {@link Value#UNBOUND}. */
  long reference(int symbol) {
    int end = count;
    for (int scope = depth - 1; scope >= 0; scope--) {
      for (int i = end - 1; i >= starts[scope]; i--) {
        if (names[i] == symbol) {
          int out = depth - 1 - scope;
          int slot = i - starts[scope];
          return out == 0
              ? Value.immediate(Value.LOCAL, slot)
              : Value.immediate(Value.OUTER, out << OUTER_SHIFT | slot);
        }
      }
      end = starts[scope];
    }
    return Value.UNBOUND;
  }

  /** Says that the variable that {@code reference} refers to is set by the program. */
  void markSet(long reference) {
    looped[depth - 1 - framesOut(reference)] = true;
  }

  /** How many frames lie between the current one and the variable's. */
  static int framesOut(long reference) {
    return Value.isImmediate(reference, Value.OUTER) ? Value.payload(reference) >>> OUTER_SHIFT : 0;
  }

  static int slot(long reference) {
    return Value.payload(reference) & ((1 << OUTER_SHIFT) - 1);
  }
}
