package dev.alloc.suite.lisp;

/** Makes the values that quoted forms stand for. */
final class Quotation {
  private final Blocks blocks;
  private final References references;
  private final ValueStack stack;
  private final Lists lists;

  Quotation(Machine machine) {
    this.blocks = machine.blocks;
    this.references = machine.references;
    this.stack = machine.stack;
    this.lists = machine.lists;
  }

  /** Returns the value of a form, which is the caller's. */
  long of(long form) {
    if (Value.tag(form) != Value.TUPLE) {
      return references.retain(form);
    }
    int base = stack.size();
    int parts = blocks.parts(form);
    boolean dotted =
        parts > 2 && blocks.part(form, parts - 2) == Value.immediate(Value.SYMBOL, Operation.DOT);
    stack.reserve(parts + 1);
    for (int i = 0; i < parts - (dotted ? 2 : 0); i++) {
      stack.push(of(blocks.part(form, i)));
    }
    return lists.fromStack(base, dotted ? of(blocks.part(form, parts - 1)) : Value.NIL);
  }
}
