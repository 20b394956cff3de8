package dev.alloc.suite.lisp;

import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** Comparisons and questions about types. */
final class PredicateFunctions {
  private static final int MOST_NESTING = 300;
  private static final int LESS = 1; // which outcomes of a comparison are true
  private static final int EQUAL = 2;
  private static final int GREATER = 4;

  private final Blocks blocks;
  private final ValueStack stack;

  PredicateFunctions(Machine machine) {
    this.blocks = machine.blocks;
    this.stack = machine.stack;
  }

  void addTo(Consumer<Builtin> table) {
    int any = Builtin.ANY;
    table.accept(new Builtin("=", 2, any, (args, n) -> chain("=", EQUAL, args, n)));
    table.accept(new Builtin("<", 2, any, (args, n) -> chain("<", LESS, args, n)));
    table.accept(new Builtin(">", 2, any, (args, n) -> chain(">", GREATER, args, n)));
    table.accept(new Builtin("<=", 2, any, (args, n) -> chain("<=", LESS | EQUAL, args, n)));
    table.accept(new Builtin(">=", 2, any, (args, n) -> chain(">=", GREATER | EQUAL, args, n)));
    table.accept(new Builtin("min", 1, any, (args, n) -> extreme("min", LESS, args, n)));
    table.accept(new Builtin("max", 1, any, (args, n) -> extreme("max", GREATER, args, n)));
    table.accept(new Builtin("even?", 1, 1, (args, n) -> odd("even?", args, 0)));
    table.accept(new Builtin("odd?", 1, 1, (args, n) -> odd("odd?", args, 1)));
    table.accept(new Builtin("eq?", 2, 2, this::same));
    table.accept(
        new Builtin(
            "equal?", 2, 2, (args, n) -> Value.bool(equal(stack.get(args), stack.get(args + 1)))));
    question(table, "not", value -> value == Value.FALSE);
    question(table, "null?", value -> value == Value.NIL);
    question(table, "pair?", value -> Value.tag(value) == Value.PAIR);
    question(table, "string?", value -> Value.tag(value) == Value.STRING);
    question(table, "number?", Value::isNumber);
    question(table, "integer?", value -> Value.tag(value) == Value.FIXNUM);
    question(table, "real?", value -> Value.tag(value) == Value.REAL);
    question(table, "zero?", value -> compare("zero?", value, Value.fixnum(0)) == 0);
    question(table, "symbol?", value -> Value.isImmediate(value, Value.SYMBOL));
    question(table, "boolean?", value -> value == Value.TRUE || value == Value.FALSE);
    question(
        table,
        "procedure?",
        value -> Value.tag(value) == Value.CLOSURE || Value.isImmediate(value, Value.BUILTIN));
  }

  private void question(Consumer<Builtin> table, String name, LongPredicate answer) {
    table.accept(new Builtin(name, 1, 1, (args, n) -> Value.bool(answer.test(stack.get(args)))));
  }

  private long chain(String who, int wanted, int args, int count) {
    boolean holds = true;
    for (int i = 1; i < count; i++) {
      int sign = compare(who, stack.get(args + i - 1), stack.get(args + i));
      holds &= (wanted & (1 << (sign + 1))) != 0;
    }
    return Value.bool(holds);
  }

  private long extreme(String who, int wanted, int args, int count) {
    int best = args;
    for (int i = 1; i < count; i++) {
      int sign = compare(who, stack.get(args + i), stack.get(best));
      best = (wanted & (1 << (sign + 1))) != 0 ? args + i : best;
    }
    compare(who, stack.get(best), stack.get(best)); // one argument is checked as well
    return stack.take(best);
  }

  private int compare(String who, long a, long b) {
    if (Value.tag(a) == Value.FIXNUM && Value.tag(b) == Value.FIXNUM) {
      return Long.compare(a, b);
    }
    return Double.compare(real(who, a), real(who, b));
  }

  private double real(String who, long value) {
    return switch (Value.tag(value)) {
      case Value.FIXNUM -> Value.number(value);
      case Value.REAL -> blocks.toDouble(value);
      default -> throw LispException.wrongType(who, "a number", value);
    };
  }

  private long odd(String who, int args, long remainder) {
    return Value.bool((NumberFunctions.whole(who, stack.get(args)) & 1) == remainder);
  }

  private long same(int args, int count) {
    return Value.bool(stack.get(args) == stack.get(args + 1));
  }

  boolean equal(long a, long b) {
    return equal(a, b, 0);
  }

  private boolean equal(long first, long second, int nesting) {
    if (nesting > MOST_NESTING) {
      throw new LispException("equal? met values that are nested too deeply");
    }
    long a = first;
    long b = second;
    while (Value.tag(a) == Value.PAIR && Value.tag(b) == Value.PAIR) {
      if (!equal(blocks.car(a), blocks.car(b), nesting + 1)) {
        return false;
      }
      a = blocks.cdr(a);
      b = blocks.cdr(b);
    }
    if (a == b) {
      return true;
    }
    if (Value.tag(a) != Value.tag(b)) {
      return false;
    }
    return switch (Value.tag(a)) {
      case Value.STRING -> StringFunctions.compare(blocks, a, b) == 0;
      case Value.REAL -> blocks.toDouble(a) == blocks.toDouble(b);
      default -> false;
    };
  }
}
