package dev.alloc.suite.lisp;

/** Moves values from the stack into the frames of calls. */
record CallFrames(Blocks blocks, Frames frames, ValueStack stack, Lists lists) {

  CallFrames(Machine machine) {
    this(machine.blocks, machine.frames, machine.stack, machine.lists);
  }

  /** Makes the frame of a call; the arguments move into it. */
  long frame(long function, long lambda, int args) {
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
  void fill(long frame, int from, int count, int slots) {
    for (int i = 0; i < count; i++) {
      frames.put(frame, i, stack.get(from + i));
    }
    for (int i = count; i < slots; i++) {
      frames.put(frame, i, Value.UNBOUND);
    }
    stack.forget(from);
  }
}
