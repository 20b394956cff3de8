package dev.alloc.suite.lisp;

import java.util.List;

/**
 * The special forms. Their numbers are at once the first symbols and, in analysed code, what stands
 * in place of the symbol, together with the size of the frame that the form makes.
 */
final class Operation {
  static final int QUOTE = 0;
  static final int IF = 1;
  static final int DEFINE = 2;
  static final int SET = 3;
  static final int LAMBDA = 4;
  static final int LET = 5;
  static final int LET_IN_ORDER = 6;
  static final int LETREC = 7;
  static final int BEGIN = 8;
  static final int COND = 9;
  static final int AND = 10;
  static final int OR = 11;
  static final int WHEN = 12;
  static final int UNLESS = 13;
  static final int WHILE = 14;
  static final int TRY = 15;
  static final int ELSE = 16; // a word of cond
  static final int DOT = 17; // a word of parameter lists
  static final int LOOP = 18; // a let with a name

  /** The names by number; what has none cannot be written. */
  static final List<String> NAMES =
      List.of(
          "quote", "if", "define", "set!", "lambda", "let", "let*", "letrec", "begin", "cond",
          "and", "or", "when", "unless", "while", "try", "else", ".");

  private static final int LOOPED = 1 << 8;
  private static final int SLOTS_SHIFT = 9;

  private Operation() {}

  static long code(int operation) {
    return Value.immediate(Value.OPERATION, operation);
  }

  /** The code of a form that makes a frame. */
  static long code(int operation, int slots, boolean looped) {
    int payload = operation | (looped ? LOOPED : 0) | slots << SLOTS_SHIFT;
    return Value.immediate(Value.OPERATION, payload);
  }

  static int of(long code) {
    return Value.payload(code) & 0xff;
  }

  static int slots(long code) {
    return Value.payload(code) >>> SLOTS_SHIFT;
  }

  static boolean looped(long code) {
    return (Value.payload(code) & LOOPED) != 0;
  }
}
