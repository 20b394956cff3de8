package dev.alloc.suite.lisp;

/**
 * Runs code.
 *
 * <p>Each call of {@link #eval} owns at most one frame, the innermost it made itself; a tail call
 * replaces it, so loops need no stack. Arguments are evaluated before the function is looked up.
 */
final class Evaluator {
  private static final int MOST_DEPTH = 400; // fits half a megabyte of thread stack, interpreted
  private static final int CALL_DEPTH = 2; // more stack is used when a built-in function calls
  private static final int HEADROOM = 8; // pushed without asking again

  private final Blocks blocks;
  private final References references;
  private final Frames frames;
  private final ValueStack stack;
  private final Globals globals;
  private final Lists lists;
  private final Builtin[] builtins;
  private final Shortcuts shortcuts;
  private int depth;

  Evaluator(Machine machine) {
    this.blocks = machine.blocks;
    this.references = machine.references;
    this.frames = machine.frames;
    this.stack = machine.stack;
    this.globals = machine.globals;
    this.lists = machine.lists;
    this.builtins = machine.builtins;
    this.shortcuts = new Shortcuts(blocks, references);
  }

  /** Forgets what an error interrupted. */
  void clear() {
    depth = 0;
  }

  /** Evaluates code in an environment, which may be none; the result is the caller's. */
  long eval(long start, long outer) {
    int home = enter();
    long code = start;
    long env = outer;
    while (Value.tag(code) == Value.TUPLE) {
      long head = blocks.part(code, 0);
      if (!Value.isImmediate(head, Value.OPERATION)) {
        if (Value.isImmediate(head, Value.BUILTIN)) {
          return leave(value(code, env)); // called, so that this method stays small
        }
        int base = stack.size();
        long function = arguments(code, head, env);
        int args = Value.tag(head) == Value.TUPLE ? base + 1 : base;
        if (Value.tag(function) != Value.CLOSURE) {
          return leave(builtin(function, base, args));
        }
        long lambda = blocks.lambda(function);
        env = own(home, frame(function, lambda, args));
        stack.cutBack(base);
        code = sequence(lambda, 2, env);
        continue;
      }
      switch (Operation.of(head)) {
        case Operation.IF -> {
          if (test(blocks.part(code, 1), env)) {
            code = blocks.part(code, 2);
          } else {
            code = blocks.parts(code) == 4 ? blocks.part(code, 3) : Value.UNSPECIFIED;
          }
        }
        case Operation.LET, Operation.LET_IN_ORDER -> {
          env = own(home, let(code, head, env));
          code = sequence(code, 2, env);
        }
        case Operation.LOOP -> {
          env = own(home, loop(code, env));
          code = sequence(blocks.part(code, 1), 2, env);
        }
        case Operation.COND -> code = clause(code, env);
        case Operation.BEGIN -> code = sequence(code, 1, env);
        case Operation.WHEN ->
            code = test(blocks.part(code, 1), env) ? sequence(code, 2, env) : Value.UNSPECIFIED;
        case Operation.UNLESS ->
            code = test(blocks.part(code, 1), env) ? Value.UNSPECIFIED : sequence(code, 2, env);
        default -> {
          return leave(other(code, head, env));
        }
      }
    }
    return leave(atom(code, env));
  }

  /** Calls a function with the values from {@code args} on, which are taken off the stack. */
  long call(long function, int args) {
    if (Value.tag(function) != Value.CLOSURE) {
      return builtin(function, args, args);
    }
    long lambda = blocks.lambda(function);
    long frame = frame(function, lambda, args);
    stack.push(frame);
    depth += CALL_DEPTH;
    long result = eval(sequence(lambda, 2, frame), frame);
    depth -= CALL_DEPTH;
    references.release(stack.pop());
    return result;
  }

  private int enter() {
    if (++depth > MOST_DEPTH) {
      throw new LispException("recursion is too deep");
    }
    stack.reserve(HEADROOM);
    int home = stack.size();
    stack.push(Value.NIL);
    return home;
  }

  private long leave(long result) {
    depth--;
    references.release(stack.pop());
    return result;
  }

  /** Makes a frame the one that this call of eval owns. */
  private long own(int home, long frame) {
    long former = stack.get(home);
    stack.set(home, frame);
    references.release(former);
    return frame;
  }

  private long value(long code, long env) {
    if (Value.tag(code) != Value.TUPLE) {
      return atom(code, env);
    }
    long head = blocks.part(code, 0);
    return Value.isImmediate(head, Value.BUILTIN) ? builtin(head, code, env) : eval(code, env);
  }

  /** Calls a built-in function, which needs no frame. */
  private long builtin(long function, long code, long env) {
    int parts = blocks.parts(code);
    if (parts == 2 && Shortcuts.isUnary(function)) {
      return unary(function, blocks.part(code, 1), env);
    }
    if (parts == 3 && Shortcuts.isBinary(function)) {
      return binary(function, code, env);
    }
    int args = stack.size();
    pushArguments(code, parts, env);
    return builtin(function, args, args);
  }

  private long unary(long function, long argument, long env) {
    boolean owned = Value.tag(argument) == Value.TUPLE;
    long value = owned ? value(argument, env) : look(argument, env);
    long result = shortcuts.unary(function, value);
    if (result == Shortcuts.NONE) {
      int args = stack.size();
      stack.push(owned ? value : references.retain(value));
      return builtin(function, args, args);
    }
    if (owned) {
      references.release(value);
    }
    return result;
  }

  private long binary(long function, long code, long env) {
    stack.reserve(HEADROOM);
    int args = stack.size();
    stack.push(value(blocks.part(code, 1), env));
    long second = value(blocks.part(code, 2), env);
    long result = Shortcuts.binary(function, stack.get(args), second);
    if (result != Shortcuts.NONE) {
      stack.forget(args); // both were numbers without blocks
      return result;
    }
    stack.push(second);
    return builtin(function, args, args);
  }

  private boolean test(long code, long env) {
    long value = value(code, env);
    references.release(value);
    return Value.isTrue(value);
  }

  private long atom(long code, long env) {
    return references.retain(look(code, env));
  }

  /** Evaluates what is no form, without a reference of its own. */
  private long look(long code, long env) {
    if (Value.tag(code) != Value.IMMEDIATE) {
      return code; // a literal
    }
    return switch (Value.kind(code)) {
      case Value.LOCAL -> bound(frames.get(env, Value.payload(code)));
      case Value.OUTER -> bound(frames.get(frameOf(code, env), Scopes.slot(code)));
      case Value.GLOBAL -> globals.get(code);
      default -> code;
    };
  }

  private static long bound(long value) {
    if (value == Value.UNBOUND) {
      throw new LispException("a local variable is used before it is defined");
    }
    return value;
  }

  private long frameOf(long reference, long env) {
    long frame = env;
    for (int out = Scopes.framesOut(reference); out > 0; out--) {
      frame = frames.parent(frame);
    }
    return frame;
  }

  /** Evaluates all of a body but its last part, which is returned. */
  private long sequence(long body, int from, long env) {
    int last = blocks.parts(body) - 1;
    for (int i = from; i < last; i++) {
      references.release(value(blocks.part(body, i), env));
    }
    return blocks.part(body, last);
  }

  /** Pushes the function, if it has to be computed, and the arguments; returns the function. */
  private long arguments(long code, long head, long env) {
    boolean computed = Value.tag(head) == Value.TUPLE;
    int parts = blocks.parts(code);
    int base = stack.size();
    if (computed) {
      stack.reserve(1);
      stack.push(eval(head, env));
    }
    pushArguments(code, parts, env);
    return computed ? stack.get(base) : look(head, env);
  }

  private void pushArguments(long code, int parts, long env) {
    stack.reserve(parts + HEADROOM);
    for (int i = 1; i < parts; i++) {
      stack.push(value(blocks.part(code, i), env));
    }
  }

  private long builtin(long function, int base, int args) {
    if (!Value.isImmediate(function, Value.BUILTIN)) {
      throw new LispException("a call needs a procedure, not " + Value.typeName(function));
    }
    long result = builtins[Shortcuts.index(function)].call(args, stack.size() - args);
    stack.cutBack(base);
    return result;
  }

  /** Makes the frame of a call; the arguments move into it. */
  private long frame(long function, long lambda, int args) {
    long parameters = blocks.part(lambda, 1);
    int count = Parameters.count(parameters);
    int given = stack.size() - args;
    if (given < count || (given > count && !Parameters.hasRest(parameters))) {
      throw new LispException(
          "a procedure of " + count + " parameters was given " + given + " arguments");
    }
    if (Parameters.hasRest(parameters)) {
      stack.reserve(1);
      stack.push(lists.fromStack(args + count));
      given = count + 1;
    }
    long info = blocks.part(lambda, 0);
    int slots = Operation.slots(info);
    long frame = frames.frame(blocks.environment(function), slots, Operation.looped(info));
    fill(frame, args, given, slots);
    return frame;
  }

  /** Moves values from the stack into a new frame; the other slots are unbound. */
  private void fill(long frame, int from, int count, int slots) {
    for (int i = 0; i < count; i++) {
      frames.put(frame, i, stack.get(from + i));
    }
    for (int i = count; i < slots; i++) {
      frames.put(frame, i, Value.UNBOUND);
    }
    stack.forget(from);
  }

  private long let(long code, long head, long env) {
    long bindings = blocks.part(code, 1);
    int count = bindings == Value.NIL ? 0 : blocks.parts(bindings);
    int slots = Operation.slots(head);
    stack.reserve(count + HEADROOM);
    int base = stack.size();
    if (Operation.of(head) == Operation.LET) {
      for (int i = 0; i < count; i++) {
        stack.push(value(blocks.part(blocks.part(bindings, i), 1), env));
      }
      long frame = frames.frame(env, slots, Operation.looped(head));
      fill(frame, base, count, slots);
      return frame;
    }
    long frame = frames.frame(env, slots, Operation.looped(head));
    fill(frame, base, 0, slots);
    stack.push(frame);
    for (int i = 0; i < count; i++) {
      frames.set(frame, i, value(blocks.part(blocks.part(bindings, i), 1), frame));
    }
    return stack.pop();
  }

  /** A let with a name: a frame with the procedure, and inside it the frame of its first call. */
  private long loop(long code, long env) {
    long lambda = blocks.part(code, 1);
    long bindings = blocks.part(code, 2);
    int count = bindings == Value.NIL ? 0 : blocks.parts(bindings);
    stack.reserve(count + HEADROOM);
    int base = stack.size();
    long around = frames.frame(env, 1, true);
    frames.put(around, 0, Value.UNBOUND);
    stack.push(around);
    long procedure = blocks.closure(lambda, around);
    references.retain(around);
    frames.put(around, 0, procedure);
    for (int i = 0; i < count; i++) {
      stack.push(value(blocks.part(blocks.part(bindings, i), 1), env));
    }
    long frame = frame(procedure, lambda, base + 1);
    stack.cutBack(base);
    return frame;
  }

  /** Finds the clause of a cond whose test holds, and what is left to evaluate of it. */
  private long clause(long code, long env) {
    int end = blocks.parts(code);
    for (int i = 1; i < end; i++) {
      long clause = blocks.part(code, i);
      if (test(blocks.part(clause, 0), env)) {
        return blocks.parts(clause) == 1 ? Value.TRUE : sequence(clause, 1, env);
      }
    }
    return Value.UNSPECIFIED;
  }

  /** The forms that are not in tail position or make no frame. */
  private long other(long code, long head, long env) {
    return switch (Operation.of(head)) {
      case Operation.LAMBDA -> {
        long procedure = blocks.closure(code, env);
        references.retain(env);
        yield procedure;
      }
      case Operation.AND -> junction(code, env, false);
      case Operation.OR -> junction(code, env, true);
      case Operation.DEFINE -> assign(code, false, env);
      case Operation.SET -> assign(code, true, env);
      case Operation.WHILE -> repeat(code, env);
      case Operation.TRY -> attempt(code, env);
      default -> throw new AssertionError("no operation: " + Operation.of(head));
    };
  }

  private long repeat(long code, long env) {
    while (test(blocks.part(code, 1), env)) {
      references.release(value(sequence(code, 2, env), env));
    }
    return Value.UNSPECIFIED;
  }

  private long junction(long code, long env, boolean decisive) {
    int parts = blocks.parts(code);
    long value = Value.bool(!decisive);
    for (int i = 1; i < parts; i++) {
      references.release(value);
      value = value(blocks.part(code, i), env);
      if (Value.isTrue(value) == decisive) {
        break;
      }
    }
    return value;
  }

  private long assign(long code, boolean mustExist, long env) {
    long target = blocks.part(code, 1);
    if (Value.isImmediate(target, Value.GLOBAL)) {
      if (mustExist) {
        globals.checkBound(target);
      }
      globals.define(target, value(blocks.part(code, 2), env));
      return Value.UNSPECIFIED;
    }
    long frame = frameOf(target, env);
    if (mustExist) {
      bound(frames.get(frame, Scopes.slot(target)));
    }
    frames.set(frame, Scopes.slot(target), value(blocks.part(code, 2), env));
    return Value.UNSPECIFIED;
  }

  /**
   * {@code (try form handler)}: what the form gives, else what the handler gives for the message.
   */
  private long attempt(long code, long env) {
    int size = stack.size();
    int before = depth;
    String message;
    try {
      return value(blocks.part(code, 1), env);
    } catch (LispException e) {
      stack.cutBack(size);
      depth = before;
      message = e.text();
    }
    stack.push(value(blocks.part(code, 2), env));
    stack.push(blocks.string(message));
    long result = call(stack.get(size), size + 1);
    stack.cutBack(size);
    return result;
  }
}
