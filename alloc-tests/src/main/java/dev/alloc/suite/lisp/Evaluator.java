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
  static final int HEADROOM = 8; // pushed without asking again

  private final Blocks blocks;
  private final References references;
  private final ValueStack stack;
  private final Variables variables;
  private final CallFrames calls;
  private final Lets lets;
  private final SpecialForms forms;
  private final Builtin[] builtins;
  private final Shortcuts shortcuts;
  private int depth;

  Evaluator(Machine machine) {
    this.blocks = machine.blocks;
    this.references = machine.references;
    this.stack = machine.stack;
    this.variables = new Variables(machine.frames, machine.globals);
    this.calls = new CallFrames(machine);
    this.lets = new Lets(this, calls, machine);
    this.forms = new SpecialForms(this, variables, machine);
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
        env = own(home, calls.frame(function, lambda, args));
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
          env = own(home, lets.let(code, head, env));
          code = sequence(code, 2, env);
        }
        case Operation.LOOP -> {
          env = own(home, lets.loop(code, env));
          code = sequence(blocks.part(code, 1), 2, env);
        }
        case Operation.COND -> code = forms.clause(code, env);
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
    long frame = calls.frame(function, lambda, args);
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

  /** Evaluates a part, which is no tail; the result is the caller's. */
  long value(long code, long env) {
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
    long value = owned ? value(argument, env) : variables.look(argument, env);
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

  /** Evaluates a part and returns whether it is true. */
  boolean test(long code, long env) {
    long value = value(code, env);
    references.release(value);
    return Value.isTrue(value);
  }

  private long atom(long code, long env) {
    return references.retain(variables.look(code, env));
  }

  /** Evaluates all of a body but its last part, which is returned. */
  long sequence(long body, int from, long env) {
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
    return computed ? stack.get(base) : variables.look(head, env);
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

  /** The forms that are not in tail position or make no frame. */
  private long other(long code, long head, long env) {
    return switch (Operation.of(head)) {
      case Operation.LAMBDA -> {
        long procedure = blocks.closure(code, env);
        references.retain(env);
        yield procedure;
      }
      case Operation.AND -> forms.junction(code, env, false);
      case Operation.OR -> forms.junction(code, env, true);
      case Operation.DEFINE -> forms.assign(code, false, env);
      case Operation.SET -> forms.assign(code, true, env);
      case Operation.WHILE -> forms.repeat(code, env);
      case Operation.TRY -> attempt(code, env);
      default -> throw new AssertionError("no operation: " + Operation.of(head));
    };
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
