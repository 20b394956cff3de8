package dev.alloc.suite.lisp;

import java.util.function.Consumer;

/** Functions that call functions, print, or fail. */
final class ControlFunctions {
  private final Machine machine;
  private final Blocks blocks;
  private final References references;
  private final ValueStack stack;
  private final Lists lists;

  ControlFunctions(Machine machine) {
    this.machine = machine;
    this.blocks = machine.blocks;
    this.references = machine.references;
    this.stack = machine.stack;
    this.lists = machine.lists;
  }

  void addTo(Consumer<Builtin> table) {
    table.accept(new Builtin("map", 2, 3, this::map));
    table.accept(new Builtin("for-each", 2, 2, this::forEach));
    table.accept(new Builtin("filter", 2, 2, this::filter));
    table.accept(new Builtin("fold", 3, 3, this::fold));
    table.accept(new Builtin("apply", 2, 2, this::apply));
    table.accept(new Builtin("display", 1, 1, this::display));
    table.accept(new Builtin("newline", 0, 0, this::newline));
    table.accept(new Builtin("error", 1, Builtin.ANY, this::error));
  }

  /** Calls a function for each element of one list, or of two until the shorter one ends. */
  private long map(int args, int count) {
    int base = stack.size();
    long rest = stack.get(args + 1);
    long other = count == 3 ? stack.get(args + 2) : Value.NIL;
    while (Value.tag(rest) == Value.PAIR && (count == 2 || Value.tag(other) == Value.PAIR)) {
      int call = stack.size();
      stack.reserve(3);
      stack.push(references.retain(blocks.car(rest)));
      if (count == 3) {
        stack.push(references.retain(blocks.car(other)));
        other = blocks.cdr(other);
      }
      stack.push(machine.evaluator.call(stack.get(args), call));
      rest = blocks.cdr(rest);
    }
    if (count == 2) {
      Lists.checkEnd(rest, "map");
    }
    stack.reserve(1);
    return lists.fromStack(base);
  }

  private long forEach(int args, int count) {
    long rest = stack.get(args + 1);
    for (; Value.tag(rest) == Value.PAIR; rest = blocks.cdr(rest)) {
      references.release(callOne(args, blocks.car(rest)));
    }
    Lists.checkEnd(rest, "for-each");
    return Value.UNSPECIFIED;
  }

  private long filter(int args, int count) {
    int base = stack.size();
    long rest = stack.get(args + 1);
    for (; Value.tag(rest) == Value.PAIR; rest = blocks.cdr(rest)) {
      long answer = callOne(args, blocks.car(rest));
      references.release(answer);
      if (Value.isTrue(answer)) {
        stack.push(references.retain(blocks.car(rest)));
      }
    }
    Lists.checkEnd(rest, "filter");
    stack.reserve(1);
    return lists.fromStack(base);
  }

  /** {@code (fold f start list)} computes {@code (f (f start first) second) …}. */
  private long fold(int args, int count) {
    int call = stack.size();
    stack.reserve(2);
    stack.push(stack.take(args + 1));
    long rest = stack.get(args + 2);
    for (; Value.tag(rest) == Value.PAIR; rest = blocks.cdr(rest)) {
      stack.push(references.retain(blocks.car(rest)));
      stack.push(machine.evaluator.call(stack.get(args), call));
    }
    Lists.checkEnd(rest, "fold");
    return stack.pop();
  }

  private long apply(int args, int count) {
    int call = stack.size();
    lists.pushAll(stack.get(args + 1), references, "apply");
    return machine.evaluator.call(stack.get(args), call);
  }

  private long callOne(int args, long argument) {
    int call = stack.size();
    stack.reserve(2);
    stack.push(references.retain(argument));
    return machine.evaluator.call(stack.get(args), call);
  }

  private long display(int args, int count) {
    machine.printer.display(stack.get(args));
    return Value.UNSPECIFIED;
  }

  private long newline(int args, int count) {
    machine.output.put('\n');
    return Value.UNSPECIFIED;
  }

  private long error(int args, int count) {
    int start = machine.output.length(); // written there, then taken back
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        machine.output.put(' ');
      }
      machine.printer.display(stack.get(args + i));
    }
    throw new LispException(machine.output.takeFrom(start));
  }
}
