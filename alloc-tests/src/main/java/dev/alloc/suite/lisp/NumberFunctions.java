package dev.alloc.suite.lisp;

import java.util.function.Consumer;

/**
 * Arithmetic. Whole numbers stay whole as long as they fit 61 bits; what does not fit, and what a
 * real took part in, is a real in a block of its own.
 */
final class NumberFunctions {
  private final Blocks blocks;
  private final ValueStack stack;

  NumberFunctions(Machine machine) {
    this.blocks = machine.blocks;
    this.stack = machine.stack;
  }

  void addTo(Consumer<Builtin> table) {
    table.accept(new Builtin("+", 0, Builtin.ANY, this::add));
    table.accept(new Builtin("-", 1, Builtin.ANY, this::subtract));
    table.accept(new Builtin("*", 0, Builtin.ANY, this::multiply));
    table.accept(new Builtin("/", 2, 2, this::divide));
    table.accept(new Builtin("quotient", 2, 2, this::quotient));
    table.accept(new Builtin("remainder", 2, 2, this::remainder));
    table.accept(new Builtin("modulo", 2, 2, this::modulo));
    table.accept(new Builtin("abs", 1, 1, this::abs));
    table.accept(
        new Builtin("sqrt", 1, 1, (args, n) -> blocks.real(Math.sqrt(real("sqrt", args)))));
    table.accept(new Builtin("floor", 1, 1, (args, n) -> toWhole(Math.floor(real("floor", args)))));
    table.accept(new Builtin("round", 1, 1, (args, n) -> toWhole(Math.rint(real("round", args)))));
    table.accept(new Builtin("real", 1, 1, (args, n) -> blocks.real(real("real", args))));
  }

  private long add(int args, int count) {
    if (count == 2) {
      long a = stack.get(args);
      long b = stack.get(args + 1);
      if (Value.tag(a) == Value.FIXNUM && Value.tag(b) == Value.FIXNUM) {
        return number(Value.number(a) + Value.number(b));
      }
    }
    long sum = 0;
    for (int i = 0; i < count; i++) {
      long value = stack.get(args + i);
      if (Value.tag(value) != Value.FIXNUM || !Value.fitsFixnum(sum + Value.number(value))) {
        double real = sum;
        for (; i < count; i++) {
          real += real("+", args + i);
        }
        return blocks.real(real);
      }
      sum += Value.number(value);
    }
    return Value.fixnum(sum);
  }

  private long subtract(int args, int count) {
    long first = stack.get(args);
    if (count == 1) {
      return Value.tag(first) == Value.FIXNUM
          ? number(-Value.number(first))
          : blocks.real(-real("-", args));
    }
    if (count == 2 && Value.tag(first) == Value.FIXNUM) {
      long second = stack.get(args + 1);
      if (Value.tag(second) == Value.FIXNUM) {
        return number(Value.number(first) - Value.number(second));
      }
    }
    if (Value.tag(first) == Value.FIXNUM && allWhole(args, count)) {
      long rest = Value.number(first);
      for (int i = 1; i < count; i++) {
        rest -= Value.number(stack.get(args + i)); // 61 bits each: overflow takes 2^31 of them
      }
      return number(rest);
    }
    double rest = real("-", args);
    for (int i = 1; i < count; i++) {
      rest -= real("-", args + i);
    }
    return blocks.real(rest);
  }

  private long multiply(int args, int count) {
    long product = 1;
    for (int i = 0; i < count; i++) {
      long value = stack.get(args + i);
      long next = product * Value.number(value);
      if (Value.tag(value) != Value.FIXNUM
          || Math.multiplyHigh(product, Value.number(value)) != next >> 63
          || !Value.fitsFixnum(next)) {
        double real = product;
        for (; i < count; i++) {
          real *= real("*", args + i);
        }
        return blocks.real(real);
      }
      product = next;
    }
    return Value.fixnum(product);
  }

  private long divide(int args, int count) {
    double divisor = real("/", args + 1);
    if (divisor == 0) {
      throw new LispException("/ by zero");
    }
    long a = stack.get(args);
    long b = stack.get(args + 1);
    if (Value.tag(a) == Value.FIXNUM
        && Value.tag(b) == Value.FIXNUM
        && Value.number(a) % Value.number(b) == 0) {
      return number(Value.number(a) / Value.number(b));
    }
    return blocks.real(real("/", args) / divisor);
  }

  private long quotient(int args, int count) {
    return number(whole("quotient", stack.get(args)) / divisor("quotient", args + 1));
  }

  private long remainder(int args, int count) {
    return number(whole("remainder", stack.get(args)) % divisor("remainder", args + 1));
  }

  private long modulo(int args, int count) {
    return number(Math.floorMod(whole("modulo", stack.get(args)), divisor("modulo", args + 1)));
  }

  private long divisor(String who, int arg) {
    long divisor = whole(who, stack.get(arg));
    if (divisor == 0) {
      throw new LispException(who + " by zero");
    }
    return divisor;
  }

  private long abs(int args, int count) {
    long value = stack.get(args);
    return Value.tag(value) == Value.FIXNUM
        ? number(Math.abs(Value.number(value)))
        : blocks.real(Math.abs(real("abs", args)));
  }

  private boolean allWhole(int args, int count) {
    for (int i = 0; i < count; i++) {
      if (Value.tag(stack.get(args + i)) != Value.FIXNUM) {
        return false;
      }
    }
    return true;
  }

  private long number(long number) {
    return Value.fitsFixnum(number) ? Value.fixnum(number) : blocks.real((double) number);
  }

  private long toWhole(double number) {
    long whole = (long) number;
    return whole == number ? number(whole) : blocks.real(number);
  }

  private double real(String who, int arg) {
    long value = stack.get(arg);
    return switch (Value.tag(value)) {
      case Value.FIXNUM -> Value.number(value);
      case Value.REAL -> blocks.toDouble(value);
      default -> throw LispException.wrongType(who, "a number", value);
    };
  }

  static long whole(String who, long value) {
    if (Value.tag(value) != Value.FIXNUM) {
      throw LispException.wrongType(who, "a whole number", value);
    }
    return Value.number(value);
  }
}
