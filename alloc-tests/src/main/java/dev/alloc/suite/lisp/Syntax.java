package dev.alloc.suite.lisp;

/** What forms have to look like. Who is told of an error is named by the word it used. */
record Syntax(Blocks blocks) {

  /** Returns whether a form begins with a word of the language. */
  boolean isForm(long form, int operation) {
    return Value.tag(form) == Value.TUPLE
        && blocks.part(form, 0) == Value.immediate(Value.SYMBOL, operation);
  }

  /** Checks how many parts a form has, and returns the number. */
  int need(long form, int operation, int least, int most) {
    int parts = blocks.parts(form);
    if (parts < least || parts > most) {
      throw new LispException(
          Operation.NAMES.get(operation)
              + (parts < least ? " has too few parts" : " has too many parts"));
    }
    return parts;
  }

  /** Returns a form that has to be in parentheses. */
  long tuple(long form, String who) {
    if (Value.tag(form) != Value.TUPLE) {
      throw new LispException(who + " needs a form in parentheses");
    }
    return form;
  }

  /** Returns the symbol that a name stands for, which has to be free. */
  static int symbol(long form, String who) {
    if (!Value.isImmediate(form, Value.SYMBOL)) {
      throw new LispException(who + " needs a name");
    }
    int symbol = Value.payload(form);
    if (symbol < Operation.NAMES.size()) {
      throw new LispException(Operation.NAMES.get(symbol) + " cannot be a variable");
    }
    return symbol;
  }

  /** Checks the bindings of a let: {@code ((variable value) …)}. */
  long bindings(long form, int index) {
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

  /** Returns how many bindings a let has. */
  int count(long bindings) {
    return bindings == Value.NIL ? 0 : blocks.parts(bindings);
  }
}
