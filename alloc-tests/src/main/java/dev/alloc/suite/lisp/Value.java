package dev.alloc.suite.lisp;

/**
 * How a value fits into a {@code long}: the low three bits say what it is.
 *
 * <p>Blocks are aligned to 8, so the address of one leaves these bits free. Whole numbers of 61
 * bits and the immediates below need no block; code refers to variables, built-in functions and
 * operations by immediates as well.
 */
final class Value {
  static final int TAG_MASK = 7;

  static final int IMMEDIATE = 0;
  static final int FIXNUM = 1;
  static final int PAIR = 2;
  static final int STRING = 3;
  static final int REAL = 4;
  static final int CLOSURE = 5;
  static final int FRAME = 6;
  static final int TUPLE = 7;

  static final int CONSTANT = 0;
  static final int SYMBOL = 1;
  static final int BUILTIN = 2;
  static final int LOCAL = 3;
  static final int OUTER = 4;
  static final int GLOBAL = 5;
  static final int OPERATION = 6;

  private static final int KIND_SHIFT = 3;
  private static final int PAYLOAD_SHIFT = 8;
  private static final int FIXNUM_SHIFT = 3;

  static final long NIL = 0;
  static final long FALSE = immediate(CONSTANT, 1);
  static final long TRUE = immediate(CONSTANT, 2);
  static final long UNSPECIFIED = immediate(CONSTANT, 3);
  static final long UNBOUND = immediate(CONSTANT, 4);

  private Value() {}

  static long immediate(int kind, int payload) {
    return (long) payload << PAYLOAD_SHIFT | (long) kind << KIND_SHIFT;
  }

  static int tag(long value) {
    return (int) value & TAG_MASK;
  }

  /** The kind of an immediate. */
  static int kind(long immediate) {
    return (int) immediate >>> KIND_SHIFT & TAG_MASK;
  }

  /** What an immediate carries besides its kind. */
  static int payload(long immediate) {
    return (int) (immediate >>> PAYLOAD_SHIFT);
  }

  static boolean isImmediate(long value, int kind) {
    return ((int) value & 0xff) == kind << KIND_SHIFT;
  }

  static boolean isBlock(long value) {
    return ((int) value & TAG_MASK) > FIXNUM;
  }

  static boolean isNumber(long value) {
    return tag(value) == FIXNUM || tag(value) == REAL;
  }

  static long fixnum(long number) {
    return number << FIXNUM_SHIFT | FIXNUM;
  }

  static boolean fitsFixnum(long number) {
    return number << FIXNUM_SHIFT >> FIXNUM_SHIFT == number;
  }

  static long number(long fixnum) {
    return fixnum >> FIXNUM_SHIFT;
  }

  static long bool(boolean truth) {
    return truth ? TRUE : FALSE;
  }

  static boolean isTrue(long value) {
    return value != FALSE;
  }

  static long address(long block) {
    return block & ~TAG_MASK;
  }

  /** What a person would call the type of a value. */
  static String typeName(long value) {
    return switch (tag(value)) {
      case FIXNUM, REAL -> "a number";
      case PAIR -> "a pair";
      case STRING -> "a string";
      case CLOSURE -> "a procedure";
      case IMMEDIATE -> immediateTypeName(value);
      default -> throw new AssertionError("code is not a value: " + Long.toHexString(value));
    };
  }

  private static String immediateTypeName(long value) {
    if (value == NIL) {
      return "the empty list";
    }
    return switch (kind(value)) {
      case SYMBOL -> "a symbol";
      case BUILTIN -> "a procedure";
      default -> value == UNSPECIFIED ? "nothing" : "a boolean";
    };
  }
}
