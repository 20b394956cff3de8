package dev.alloc.suite.lisp;

/** Makes the frames of local variables. */
record Lets(
    Evaluator evaluator,
    CallFrames calls,
    Blocks blocks,
    References references,
    Frames frames,
    ValueStack stack) {

  Lets(Evaluator evaluator, CallFrames calls, Machine machine) {
    this(evaluator, calls, machine.blocks, machine.references, machine.frames, machine.stack);
  }

  /** A let, or one whose variables are bound in order. */
  long let(long code, long head, long env) {
    long bindings = blocks.part(code, 1);
    int count = bindings == Value.NIL ? 0 : blocks.parts(bindings);
    int slots = Operation.slots(head);
    stack.reserve(count + Evaluator.HEADROOM);
    int base = stack.size();
    if (Operation.of(head) == Operation.LET) {
      for (int i = 0; i < count; i++) {
        stack.push(evaluator.value(blocks.part(blocks.part(bindings, i), 1), env));
      }
      long frame = frames.frame(env, slots, Operation.looped(head));
      calls.fill(frame, base, count, slots);
      return frame;
    }
    long frame = frames.frame(env, slots, Operation.looped(head));
    calls.fill(frame, base, 0, slots);
    stack.push(frame);
    for (int i = 0; i < count; i++) {
      frames.set(frame, i, evaluator.value(blocks.part(blocks.part(bindings, i), 1), frame));
    }
    return stack.pop();
  }

  /** A let with a name: a frame with the procedure, and inside it the frame of its first call. */
  long loop(long code, long env) {
    long lambda = blocks.part(code, 1);
    long bindings = blocks.part(code, 2);
    int count = bindings == Value.NIL ? 0 : blocks.parts(bindings);
    stack.reserve(count + Evaluator.HEADROOM);
    int base = stack.size();
    long around = frames.frame(env, 1, true);
    frames.put(around, 0, Value.UNBOUND);
    stack.push(around);
    long procedure = blocks.closure(lambda, around);
    references.retain(around);
    frames.put(around, 0, procedure);
    for (int i = 0; i < count; i++) {
      stack.push(evaluator.value(blocks.part(blocks.part(bindings, i), 1), env));
    }
    long frame = calls.frame(procedure, lambda, base + 1);
    stack.cutBack(base);
    return frame;
  }
}
