package dev.alloc.suite.lisp;

/**
 * Turns forms into code in place: symbols become references to variables, the words of special
 * forms become operations, quoted forms become lists.
 *
 * <p>Code is a tree of tuples that owns its literals, so whatever goes wrong half way is freed with
 * the form.
 */
final class Analyser {
  private final Blocks blocks;
  private final References references;
  private final ValueStack stack;
  private final Globals globals;
  private final Lists lists;
  private final Scopes scopes = new Scopes();
  private int lambdas; // seen so far

  Analyser(Machine machine) {
    this.blocks = machine.blocks;
    this.references = machine.references;
    this.stack = machine.stack;
    this.globals = machine.globals;
    this.lists = machine.lists;
  }

  /** Analyses a program, whose forms are on the stack. */
  void program(int forms) {
    scopes.clear(); // an error in the program before may have left some
    for (int i = 0; i < forms; i++) {
      declare(stack.get(i));
    }
    for (int i = 0; i < forms; i++) {
      form(i);
    }
  }

  /** Makes sure that a name that is defined is a variable, not a built-in function. */
  private void declare(long form) {
    if (isForm(form, Operation.DEFINE) && blocks.parts(form) > 1) {
      long target = blocks.part(form, 1);
      long name = Value.tag(target) == Value.TUPLE ? blocks.part(target, 0) : target;
      globals.declare(symbol(name, "define"));
    }
  }

  private void form(int index) {
    long form = stack.get(index);
    if (isForm(form, Operation.DEFINE)) {
      define(form);
      return;
    }
    long code = analyse(form);
    if (code != form) {
      stack.set(index, code);
      references.release(form);
    }
  }

  /** Analyses what a tuple holds at {@code index}. */
  private void part(long tuple, int index) {
    long form = blocks.part(tuple, index);
    long code = analyse(form);
    if (code != form) {
      blocks.setPart(tuple, index, code);
      references.release(form);
    }
  }

  private void parts(long tuple, int from) {
    int end = blocks.parts(tuple);
    for (int i = from; i < end; i++) {
      part(tuple, i);
    }
  }

  /** Returns what takes the place of a form: itself, or something new to be owned. */
  private long analyse(long form) {
    if (Value.isImmediate(form, Value.SYMBOL)) {
      return variable(Value.payload(form));
    }
    if (Value.tag(form) != Value.TUPLE) {
      return form;
    }
    long head = blocks.part(form, 0);
    if (Value.isImmediate(head, Value.SYMBOL) && Value.payload(head) < Operation.NAMES.size()) {
      return special(form, Value.payload(head));
    }
    parts(form, 0);
    return form;
  }

  private long variable(int symbol) {
    if (symbol < Operation.NAMES.size()) {
      throw new LispException(Operation.NAMES.get(symbol) + " is not a variable");
    }
    long local = scopes.reference(symbol);
    return local == Value.UNBOUND ? globals.reference(symbol) : local;
  }

  private long special(long form, int operation) {
    switch (operation) {
      case Operation.QUOTE -> {
        need(form, operation, 2, 2);
        return datum(blocks.part(form, 1));
      }
      case Operation.LAMBDA -> lambda(form, 0);
      case Operation.LET -> let(form);
      case Operation.LET_IN_ORDER, Operation.LETREC -> letInOrder(form, operation);
      case Operation.SET -> set(form);
      case Operation.COND -> cond(form);
      case Operation.IF -> simple(form, operation, 3, 4);
      case Operation.TRY -> simple(form, operation, 3, 3);
      case Operation.WHEN, Operation.UNLESS, Operation.WHILE ->
          simple(form, operation, 3, Integer.MAX_VALUE);
      case Operation.BEGIN -> simple(form, operation, 2, Integer.MAX_VALUE);
      case Operation.AND, Operation.OR -> simple(form, operation, 1, Integer.MAX_VALUE);
      default ->
          throw new LispException(
              Operation.NAMES.get(operation) + " is out of place"); // define, else, a dot
    }
    return form;
  }

  private void simple(long form, int operation, int least, int most) {
    need(form, operation, least, most);
    parts(form, 1);
    blocks.setPart(form, 0, Operation.code(operation));
  }

  private void set(long form) {
    need(form, Operation.SET, 3, 3);
    part(form, 2);
    long target = variable(symbol(blocks.part(form, 1), "set!"));
    if (Value.isImmediate(target, Value.BUILTIN)) {
      throw new LispException("set! cannot change what is built in; define it first");
    }
    if (!Value.isImmediate(target, Value.GLOBAL)) {
      scopes.markSet(target);
    }
    blocks.setPart(form, 1, target);
    blocks.setPart(form, 0, Operation.code(Operation.SET));
  }

  private void cond(long form) {
    int end = need(form, Operation.COND, 2, Integer.MAX_VALUE);
    for (int i = 1; i < end; i++) {
      long clause = tuple(blocks.part(form, i), "cond");
      if (Value.isImmediate(blocks.part(clause, 0), Value.SYMBOL)
          && Value.payload(blocks.part(clause, 0)) == Operation.ELSE) {
        blocks.setPart(clause, 0, Value.TRUE);
      }
      parts(clause, 0);
    }
    blocks.setPart(form, 0, Operation.code(Operation.COND));
  }

  /** {@code (define name value)} or {@code (define (name parameter …) body …)}. */
  private void define(long form) {
    need(form, Operation.DEFINE, 3, Integer.MAX_VALUE);
    long target = blocks.part(form, 1);
    if (Value.tag(target) == Value.TUPLE) {
      int name = symbol(blocks.part(target, 0), "define");
      long lambda = moveBody(form, 1);
      blocks.setPart(form, 2, lambda);
      blocks.setPart(form, 1, variable(name));
      lambda(lambda, 1);
    } else {
      need(form, Operation.DEFINE, 3, 3);
      part(form, 2);
      blocks.setPart(form, 1, variable(symbol(target, "define")));
    }
    blocks.setPart(form, 0, Operation.code(Operation.DEFINE));
  }

  /** Makes a lambda of the parts of a form that start with its parameters. */
  private long moveBody(long form, int from) {
    int parts = blocks.parts(form) - from;
    long lambda = blocks.tuple(1 + parts);
    blocks.setPart(lambda, 0, Value.NIL);
    for (int i = 0; i < parts; i++) {
      blocks.setPart(lambda, 1 + i, blocks.part(form, from + i));
      blocks.setPart(form, from + i, Value.NIL);
    }
    return lambda;
  }

  private void lambda(long form, int firstParameter) {
    need(form, Operation.LAMBDA, 3, Integer.MAX_VALUE);
    lambdas++;
    scopes.enter();
    long list = blocks.part(form, 1);
    blocks.setPart(form, 1, parameters(list, firstParameter));
    references.release(list);
    body(form, Operation.LAMBDA, 2);
  }

  /** Adds the parameters to the scope and returns how they are passed. */
  private long parameters(long list, int first) {
    if (list == Value.NIL) {
      return Parameters.code(0, false);
    }
    if (Value.isImmediate(list, Value.SYMBOL)) {
      scopes.add(symbol(list, "lambda"));
      return Parameters.code(0, true);
    }
    tuple(list, "lambda");
    int end = blocks.parts(list);
    for (int i = first; i < end; i++) {
      if (blocks.part(list, i) == Value.immediate(Value.SYMBOL, Operation.DOT)) {
        if (i != end - 2) {
          throw new LispException("one name must follow the dot of a parameter list");
        }
        scopes.add(symbol(blocks.part(list, i + 1), "lambda"));
        return Parameters.code(i - first, true);
      }
      scopes.add(symbol(blocks.part(list, i), "lambda"));
    }
    return Parameters.code(end - first, false);
  }

  /** Analyses the body of a form whose scope is the innermost, and leaves that. */
  private void body(long form, int operation, int from) {
    int end = blocks.parts(form);
    for (int i = from; i < end; i++) {
      long inner = blocks.part(form, i);
      if (isForm(inner, Operation.DEFINE)) {
        need(inner, Operation.DEFINE, 3, Integer.MAX_VALUE);
        long target = blocks.part(inner, 1);
        long name = Value.tag(target) == Value.TUPLE ? blocks.part(target, 0) : target;
        scopes.add(symbol(name, "define"));
        scopes.markLooped();
      }
    }
    for (int i = from; i < end; i++) {
      long inner = blocks.part(form, i);
      if (isForm(inner, Operation.DEFINE)) {
        define(inner);
      } else {
        part(form, i);
      }
    }
    blocks.setPart(form, 0, Operation.code(operation, scopes.slots(), scopes.isLooped()));
    scopes.leave();
  }

  private void let(long form) {
    need(form, Operation.LET, 3, Integer.MAX_VALUE);
    if (Value.isImmediate(blocks.part(form, 1), Value.SYMBOL)) {
      loop(form);
      return;
    }
    long bindings = bindings(form, 1);
    int count = count(bindings);
    for (int i = 0; i < count; i++) {
      part(blocks.part(bindings, i), 1);
    }
    scopes.enter();
    addNames(bindings);
    body(form, Operation.LET, 2);
  }

  private void letInOrder(long form, int operation) {
    need(form, operation, 3, Integer.MAX_VALUE);
    long bindings = bindings(form, 1);
    int count = count(bindings);
    scopes.enter();
    int before = lambdas;
    if (operation == Operation.LETREC) {
      addNames(bindings);
    }
    for (int i = 0; i < count; i++) {
      long binding = blocks.part(bindings, i);
      part(binding, 1);
      if (operation == Operation.LET_IN_ORDER) {
        scopes.add(symbol(blocks.part(binding, 0), "let"));
      }
    }
    if (lambdas > before) {
      scopes.markLooped(); // a procedure stored in the frame it was made in
    }
    body(form, Operation.LET_IN_ORDER, 2);
  }

  /** {@code (let name ((variable value) …) body …)}. */
  private void loop(long form) {
    need(form, Operation.LET, 4, Integer.MAX_VALUE);
    int name = symbol(blocks.part(form, 1), "let");
    long bindings = bindings(form, 2);
    int count = count(bindings);
    for (int i = 0; i < count; i++) {
      part(blocks.part(bindings, i), 1);
    }
    long lambda = moveBody(form, 2);
    blocks.setPart(form, 1, lambda);
    blocks.setPart(form, 2, bindings);
    blocks.setPart(lambda, 1, Parameters.code(count, false));
    scopes.enter();
    scopes.add(name);
    lambdas++;
    scopes.enter();
    addNames(bindings);
    body(lambda, Operation.LAMBDA, 2);
    scopes.leave();
    blocks.setPart(form, 0, Operation.code(Operation.LOOP));
  }

  /** Checks the bindings of a let: {@code ((variable value) …)}. */
  private long bindings(long form, int index) {
    long bindings = blocks.part(form, index);
    int count = bindings == Value.NIL ? 0 : blocks.parts(tuple(bindings, "let"));
    for (int i = 0; i < count; i++) {
      long binding = tuple(blocks.part(bindings, i), "let");
      symbol(blocks.part(binding, 0), "let");
      if (blocks.parts(binding) != 2) {
        throw new LispException("let needs a value for each variable");
      }
    }
    return bindings;
  }

  private int count(long bindings) {
    return bindings == Value.NIL ? 0 : blocks.parts(bindings);
  }

  private void addNames(long bindings) {
    int count = count(bindings);
    for (int i = 0; i < count; i++) {
      scopes.add(symbol(blocks.part(blocks.part(bindings, i), 0), "let"));
    }
  }

  /** Makes the value that a quoted form stands for. */
  private long datum(long form) {
    if (Value.tag(form) != Value.TUPLE) {
      return references.retain(form);
    }
    int base = stack.size();
    int parts = blocks.parts(form);
    boolean dotted =
        parts > 2 && blocks.part(form, parts - 2) == Value.immediate(Value.SYMBOL, Operation.DOT);
    stack.reserve(parts + 1);
    for (int i = 0; i < parts - (dotted ? 2 : 0); i++) {
      stack.push(datum(blocks.part(form, i)));
    }
    return lists.fromStack(base, dotted ? datum(blocks.part(form, parts - 1)) : Value.NIL);
  }

  private boolean isForm(long form, int operation) {
    return Value.tag(form) == Value.TUPLE
        && blocks.part(form, 0) == Value.immediate(Value.SYMBOL, operation);
  }

  private int need(long form, int operation, int least, int most) {
    int parts = blocks.parts(form);
    if (parts < least || parts > most) {
      throw new LispException(
          Operation.NAMES.get(operation)
              + (parts < least ? " has too few parts" : " has too many parts"));
    }
    return parts;
  }

  private long tuple(long form, String who) {
    if (Value.tag(form) != Value.TUPLE) {
      throw new LispException(who + " needs a form in parentheses");
    }
    return form;
  }

  private static int symbol(long form, String who) {
    if (!Value.isImmediate(form, Value.SYMBOL)) {
      throw new LispException(who + " needs a name");
    }
    int symbol = Value.payload(form);
    if (symbol < Operation.NAMES.size()) {
      throw new LispException(Operation.NAMES.get(symbol) + " cannot be a variable");
    }
    return symbol;
  }
}
