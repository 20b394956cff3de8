package dev.alloc.suite.lisp;

import java.util.function.Consumer;

/** Pairs, lists and association lists. */
final class ListFunctions {
  private final Blocks blocks;
  private final References references;
  private final ValueStack stack;
  private final Lists lists;
  private final PredicateFunctions predicates;

  ListFunctions(Machine machine, PredicateFunctions predicates) {
    this.blocks = machine.blocks;
    this.references = machine.references;
    this.stack = machine.stack;
    this.lists = machine.lists;
    this.predicates = predicates;
  }

  void addTo(Consumer<Builtin> table) {
    table.accept(new Builtin("cons", 2, 2, this::cons));
    table.accept(new Builtin("car", 1, 1, (args, n) -> path("car", "a", args)));
    table.accept(new Builtin("cdr", 1, 1, (args, n) -> path("cdr", "d", args)));
    table.accept(new Builtin("caar", 1, 1, (args, n) -> path("caar", "aa", args)));
    table.accept(new Builtin("cadr", 1, 1, (args, n) -> path("cadr", "da", args)));
    table.accept(new Builtin("cdar", 1, 1, (args, n) -> path("cdar", "ad", args)));
    table.accept(new Builtin("cddr", 1, 1, (args, n) -> path("cddr", "dd", args)));
    table.accept(new Builtin("caddr", 1, 1, (args, n) -> path("caddr", "dda", args)));
    table.accept(new Builtin("list", 0, Builtin.ANY, (args, n) -> lists.fromStack(args)));
    table.accept(new Builtin("list?", 1, 1, this::isList));
    table.accept(new Builtin("length", 1, 1, this::length));
    table.accept(new Builtin("append", 0, Builtin.ANY, this::append));
    table.accept(new Builtin("reverse", 1, 1, this::reverse));
    table.accept(
        new Builtin("list-tail", 2, 2, (args, n) -> references.retain(tail("list-tail", args))));
    table.accept(new Builtin("list-ref", 2, 2, this::element));
    table.accept(new Builtin("range", 2, 3, this::range));
    table.accept(new Builtin("memq", 2, 2, (args, n) -> member("memq", args, false)));
    table.accept(new Builtin("member", 2, 2, (args, n) -> member("member", args, true)));
    table.accept(new Builtin("assq", 2, 2, (args, n) -> association("assq", args, false)));
    table.accept(new Builtin("assoc", 2, 2, (args, n) -> association("assoc", args, true)));
  }

  private long cons(int args, int count) {
    long pair = blocks.pair(stack.get(args), stack.get(args + 1));
    stack.forget(args); // the pair has taken both over
    return pair;
  }

  /** Follows a path of cars (a) and cdrs (d). */
  private long path(String who, String path, int args) {
    long value = stack.get(args);
    for (int i = 0; i < path.length(); i++) {
      if (Value.tag(value) != Value.PAIR) {
        throw LispException.wrongType(who, "a pair", value);
      }
      value = path.charAt(i) == 'a' ? blocks.car(value) : blocks.cdr(value);
    }
    return references.retain(value);
  }

  private long isList(int args, int count) {
    long rest = stack.get(args);
    while (Value.tag(rest) == Value.PAIR) {
      rest = blocks.cdr(rest);
    }
    return Value.bool(rest == Value.NIL);
  }

  private long length(int args, int count) {
    long length = 0;
    long rest = stack.get(args);
    for (; Value.tag(rest) == Value.PAIR; rest = blocks.cdr(rest)) {
      length++;
    }
    Lists.checkEnd(rest, "length");
    return Value.fixnum(length);
  }

  private long append(int args, int count) {
    if (count == 0) {
      return Value.NIL;
    }
    int base = stack.size();
    for (int i = 0; i < count - 1; i++) {
      lists.pushAll(stack.get(args + i), references, "append");
    }
    stack.reserve(1);
    return lists.fromStack(base, stack.take(args + count - 1));
  }

  private long reverse(int args, int count) {
    stack.reserve(1);
    int result = stack.size();
    stack.push(Value.NIL);
    long rest = stack.get(args);
    for (; Value.tag(rest) == Value.PAIR; rest = blocks.cdr(rest)) {
      long pair = blocks.pair(blocks.car(rest), stack.get(result));
      references.retain(blocks.car(rest));
      stack.set(result, pair);
    }
    Lists.checkEnd(rest, "reverse");
    return stack.pop();
  }

  private long tail(String who, int args) {
    long left = NumberFunctions.whole(who, stack.get(args + 1));
    long rest = stack.get(args);
    for (; left > 0 && Value.tag(rest) == Value.PAIR; left--) {
      rest = blocks.cdr(rest);
    }
    if (left != 0) {
      throw new LispException(who + " is outside of the list");
    }
    return rest;
  }

  private long element(int args, int count) {
    long rest = tail("list-ref", args);
    if (Value.tag(rest) != Value.PAIR) {
      throw new LispException("list-ref is outside of the list");
    }
    return references.retain(blocks.car(rest));
  }

  /** The whole numbers from one up to, without, another. */
  private long range(int args, int count) {
    long from = NumberFunctions.whole("range", stack.get(args));
    long to = NumberFunctions.whole("range", stack.get(args + 1));
    long step = count == 3 ? NumberFunctions.whole("range", stack.get(args + 2)) : 1;
    if (step <= 0) {
      throw new LispException("range needs a step above 0");
    }
    stack.reserve(1);
    int result = stack.size();
    stack.push(Value.NIL);
    for (long n = to <= from ? from - 1 : from + (to - from - 1) / step * step;
        n >= from;
        n -= step) {
      stack.set(result, blocks.pair(Value.fixnum(n), stack.get(result)));
    }
    return stack.pop();
  }

  private long member(String who, int args, boolean deep) {
    long wanted = stack.get(args);
    long rest = stack.get(args + 1);
    for (; Value.tag(rest) == Value.PAIR; rest = blocks.cdr(rest)) {
      if (matches(blocks.car(rest), wanted, deep)) {
        return references.retain(rest);
      }
    }
    Lists.checkEnd(rest, who);
    return Value.FALSE;
  }

  private long association(String who, int args, boolean deep) {
    long wanted = stack.get(args);
    long rest = stack.get(args + 1);
    for (; Value.tag(rest) == Value.PAIR; rest = blocks.cdr(rest)) {
      long entry = blocks.car(rest);
      if (Value.tag(entry) != Value.PAIR) {
        throw LispException.wrongType(who, "a list of pairs", entry);
      }
      if (matches(blocks.car(entry), wanted, deep)) {
        return references.retain(entry);
      }
    }
    Lists.checkEnd(rest, who);
    return Value.FALSE;
  }

  private boolean matches(long value, long wanted, boolean deep) {
    return value == wanted || (deep && predicates.equal(value, wanted));
  }
}
