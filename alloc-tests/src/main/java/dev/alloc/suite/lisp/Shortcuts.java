package dev.alloc.suite.lisp;

import java.util.List;

/**
 * The simplest built-in functions once more, for the evaluator to call without a detour through the
 * table. What a shortcut cannot do, an error included, it leaves to the function itself.
 *
 * <p>The value of a built-in function carries its place in the table and the number of its
 * shortcut.
 */
final class Shortcuts {
  /** No result; not a value that a program can have. */
  static final long NONE = Value.immediate(Value.CONSTANT, 5);

  private static final int CAR = 1;
  private static final int CDR = 2;
  private static final int NULL = 3;
  private static final int PAIR = 4;
  private static final int NOT = 5;
  private static final int FIRST_BINARY = 6;
  private static final int ADD = 6;
  private static final int SUBTRACT = 7;
  private static final int MULTIPLY = 8;
  private static final int EQUAL = 9;
  private static final int LESS = 10;
  private static final int GREATER = 11;
  private static final List<String> NAMES =
      List.of("car", "cdr", "null?", "pair?", "not", "+", "-", "*", "=", "<", ">");

  private static final int SHIFT = 16;
  private static final long SMALL = 1L << 30; // products of smaller numbers fit

  private final Blocks blocks;
  private final References references;

  Shortcuts(Blocks blocks, References references) {
    this.blocks = blocks;
    this.references = references;
  }

  /** The values of built-in functions. */
  static long[] values(Builtin[] builtins) {
    long[] values = new long[builtins.length];
    for (int i = 0; i < values.length; i++) {
      int shortcut = NAMES.indexOf(builtins[i].name()) + 1;
      values[i] = Value.immediate(Value.BUILTIN, shortcut << SHIFT | i);
    }
    return values;
  }

  /** The place of a built-in function in the table. */
  static int index(long function) {
    return Value.payload(function) & ((1 << SHIFT) - 1);
  }

  static boolean isUnary(long function) {
    return shortcut(function) > 0 && shortcut(function) < FIRST_BINARY;
  }

  static boolean isBinary(long function) {
    return shortcut(function) >= FIRST_BINARY;
  }

  /** Returns a result that the caller owns; the argument is left alone. */
  long unary(long function, long value) {
    return switch (shortcut(function)) {
      case CAR -> Value.tag(value) == Value.PAIR ? references.retain(blocks.car(value)) : NONE;
      case CDR -> Value.tag(value) == Value.PAIR ? references.retain(blocks.cdr(value)) : NONE;
      case NULL -> Value.bool(value == Value.NIL);
      case PAIR -> Value.bool(Value.tag(value) == Value.PAIR);
      case NOT -> Value.bool(value == Value.FALSE);
      default -> NONE;
    };
  }

  /** Computes with whole numbers whose result is one, too. */
  static long binary(long function, long a, long b) {
    if (Value.tag(a) != Value.FIXNUM || Value.tag(b) != Value.FIXNUM) {
      return NONE;
    }
    long x = Value.number(a);
    long y = Value.number(b);
    return switch (shortcut(function)) {
      case ADD -> number(x + y);
      case SUBTRACT -> number(x - y);
      case MULTIPLY ->
          x < SMALL && x > -SMALL && y < SMALL && y > -SMALL ? Value.fixnum(x * y) : NONE;
      case EQUAL -> Value.bool(x == y);
      case LESS -> Value.bool(x < y);
      case GREATER -> Value.bool(x > y);
      default -> NONE;
    };
  }

  private static long number(long number) {
    return Value.fitsFixnum(number) ? Value.fixnum(number) : NONE;
  }

  private static int shortcut(long function) {
    return Value.payload(function) >>> SHIFT;
  }
}
