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
  private final Quotation quotation;
  private final Syntax syntax;
  private final Scopes scopes = new Scopes();
  private final Declarations declarations;
  private int lambdas; // seen so far

  Analyser(Machine machine) {
    this.blocks = machine.blocks;
    this.references = machine.references;
    this.stack = machine.stack;
    this.globals = machine.globals;
    this.quotation = new Quotation(machine);
    this.syntax = new Syntax(machine.blocks);
    this.declarations = new Declarations(blocks, syntax, scopes);
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
    if (syntax.isForm(form, Operation.DEFINE) && blocks.parts(form) > 1) {
      long target = blocks.part(form, 1);
      long name = Value.tag(target) == Value.TUPLE ? blocks.part(target, 0) : target;
      globals.declare(Syntax.symbol(name, "define"));
    }
  }

  private void form(int index) {
    long form = stack.get(index);
    if (syntax.isForm(form, Operation.DEFINE)) {
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
        syntax.need(form, operation, 2, 2);
        return quotation.of(blocks.part(form, 1));
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
    syntax.need(form, operation, least, most);
    parts(form, 1);
    blocks.setPart(form, 0, Operation.code(operation));
  }

  private void set(long form) {
    syntax.need(form, Operation.SET, 3, 3);
    part(form, 2);
    long target = variable(Syntax.symbol(blocks.part(form, 1), "set!"));
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
    int end = syntax.need(form, Operation.COND, 2, Integer.MAX_VALUE);
    for (int i = 1; i < end; i++) {
      long clause = syntax.tuple(blocks.part(form, i), "cond");
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
    syntax.need(form, Operation.DEFINE, 3, Integer.MAX_VALUE);
    long target = blocks.part(form, 1);
    if (Value.tag(target) == Value.TUPLE) {
      int name = Syntax.symbol(blocks.part(target, 0), "define");
      long lambda = moveBody(form, 1);
      blocks.setPart(form, 2, lambda);
      blocks.setPart(form, 1, variable(name));
      lambda(lambda, 1);
    } else {
      syntax.need(form, Operation.DEFINE, 3, 3);
      part(form, 2);
      blocks.setPart(form, 1, variable(Syntax.symbol(target, "define")));
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
    syntax.need(form, Operation.LAMBDA, 3, Integer.MAX_VALUE);
    lambdas++;
    scopes.enter();
    long list = blocks.part(form, 1);
    blocks.setPart(form, 1, declarations.parameters(list, firstParameter));
    references.release(list);
    body(form, Operation.LAMBDA, 2);
  }

  /** Analyses the body of a form whose scope is the innermost, and leaves that. */
  private void body(long form, int operation, int from) {
    int end = blocks.parts(form);
    for (int i = from; i < end; i++) {
      long inner = blocks.part(form, i);
      if (syntax.isForm(inner, Operation.DEFINE)) {
        syntax.need(inner, Operation.DEFINE, 3, Integer.MAX_VALUE);
        long target = blocks.part(inner, 1);
        long name = Value.tag(target) == Value.TUPLE ? blocks.part(target, 0) : target;
        scopes.add(Syntax.symbol(name, "define"));
        scopes.markLooped();
      }
    }
    for (int i = from; i < end; i++) {
      long inner = blocks.part(form, i);
      if (syntax.isForm(inner, Operation.DEFINE)) {
        define(inner);
      } else {
        part(form, i);
      }
    }
    blocks.setPart(form, 0, Operation.code(operation, scopes.slots(), scopes.isLooped()));
    scopes.leave();
  }

  private void let(long form) {
    syntax.need(form, Operation.LET, 3, Integer.MAX_VALUE);
    if (Value.isImmediate(blocks.part(form, 1), Value.SYMBOL)) {
      loop(form);
      return;
    }
    long bindings = syntax.bindings(form, 1);
    int count = syntax.count(bindings);
    for (int i = 0; i < count; i++) {
      part(blocks.part(bindings, i), 1);
    }
    scopes.enter();
    declarations.variables(bindings);
    body(form, Operation.LET, 2);
  }

  private void letInOrder(long form, int operation) {
    syntax.need(form, operation, 3, Integer.MAX_VALUE);
    long bindings = syntax.bindings(form, 1);
    int count = syntax.count(bindings);
    scopes.enter();
    int before = lambdas;
    if (operation == Operation.LETREC) {
      declarations.variables(bindings);
    }
    for (int i = 0; i < count; i++) {
      long binding = blocks.part(bindings, i);
      part(binding, 1);
      if (operation == Operation.LET_IN_ORDER) {
        scopes.add(Syntax.symbol(blocks.part(binding, 0), "let"));
      }
    }
    if (lambdas > before) {
      scopes.markLooped(); // a procedure stored in the frame it was made in
    }
    body(form, Operation.LET_IN_ORDER, 2);
  }

  /** {@code (let name ((variable value) …) body …)}. */
  private void loop(long form) {
    syntax.need(form, Operation.LET, 4, Integer.MAX_VALUE);
    int name = Syntax.symbol(blocks.part(form, 1), "let");
    long bindings = syntax.bindings(form, 2);
    int count = syntax.count(bindings);
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
    declarations.variables(bindings);
    body(lambda, Operation.LAMBDA, 2);
    scopes.leave();
    blocks.setPart(form, 0, Operation.code(Operation.LOOP));
  }
}
