package dev.alloc.suite.lisp;

/** Special forms that make no frame. */
record SpecialForms(
    Evaluator evaluator,
    Variables variables,
    Blocks blocks,
    References references,
    Frames frames,
    Globals globals) {

  SpecialForms(Evaluator evaluator, Variables variables, Machine machine) {
    this(evaluator, variables, machine.blocks, machine.references, machine.frames, machine.globals);
  }

  /** Finds the clause of a cond whose test holds, and what is left to evaluate of it. */
  long clause(long code, long env) {
    int end = blocks.parts(code);
    for (int i = 1; i < end; i++) {
      long clause = blocks.part(code, i);
      if (evaluator.test(blocks.part(clause, 0), env)) {
        return blocks.parts(clause) == 1 ? Value.TRUE : evaluator.sequence(clause, 1, env);
      }
    }
    return Value.UNSPECIFIED;
  }

  long repeat(long code, long env) {
    while (evaluator.test(blocks.part(code, 1), env)) {
      references.release(evaluator.value(evaluator.sequence(code, 2, env), env));
    }
    return Value.UNSPECIFIED;
  }

  long junction(long code, long env, boolean decisive) {
    int parts = blocks.parts(code);
    long value = Value.bool(!decisive);
    for (int i = 1; i < parts; i++) {
      references.release(value);
      value = evaluator.value(blocks.part(code, i), env);
      if (Value.isTrue(value) == decisive) {
        break;
      }
    }
    return value;
  }

  long assign(long code, boolean mustExist, long env) {
    long target = blocks.part(code, 1);
    if (Value.isImmediate(target, Value.GLOBAL)) {
      if (mustExist) {
        globals.checkBound(target);
      }
      globals.define(target, evaluator.value(blocks.part(code, 2), env));
      return Value.UNSPECIFIED;
    }
    long frame = variables.frameOf(target, env);
    if (mustExist) {
      Variables.bound(frames.get(frame, Scopes.slot(target)));
    }
    frames.set(frame, Scopes.slot(target), evaluator.value(blocks.part(code, 2), env));
    return Value.UNSPECIFIED;
  }
}
