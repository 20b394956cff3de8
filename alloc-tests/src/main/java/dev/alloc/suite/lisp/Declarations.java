package dev.alloc.suite.lisp;

/** Adds the names that a form declares to the innermost scope. */
record Declarations(Blocks blocks, Syntax syntax, Scopes scopes) {

  /** Adds the parameters of a lambda and returns how they are passed. */
  long parameters(long list, int first) {
    if (list == Value.NIL) {
      return Parameters.code(0, false);
    }
    if (Value.isImmediate(list, Value.SYMBOL)) {
      scopes.add(Syntax.symbol(list, "lambda"));
      return Parameters.code(0, true);
    }
    syntax.tuple(list, "lambda");
    int end = blocks.parts(list);
    for (int i = first; i < end; i++) {
      if (blocks.part(list, i) == Value.immediate(Value.SYMBOL, Operation.DOT)) {
        if (i != end - 2) {
          throw new LispException("one name must follow the dot of a parameter list");
        }
        scopes.add(Syntax.symbol(blocks.part(list, i + 1), "lambda"));
        return Parameters.code(i - first, true);
      }
      scopes.add(Syntax.symbol(blocks.part(list, i), "lambda"));
    }
    return Parameters.code(end - first, false);
  }

  /** Adds the variables of a let. */
  void variables(long bindings) {
    int count = syntax.count(bindings);
    for (int i = 0; i < count; i++) {
      scopes.add(Syntax.symbol(blocks.part(blocks.part(bindings, i), 0), "let"));
    }
  }
}
