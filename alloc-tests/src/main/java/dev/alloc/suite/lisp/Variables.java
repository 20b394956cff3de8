package dev.alloc.suite.lisp;

/** What names and literals stand for. */
record Variables(Frames frames, Globals globals) {

  /** Evaluates what is no form, without a reference of its own. */
  long look(long code, long env) {
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

  /** Returns a value that has to be there. */
  static long bound(long value) {
    if (value == Value.UNBOUND) {
      throw new LispException("a local variable is used before it is defined");
    }
    return value;
  }

  /** Returns the frame that a reference to a local variable means. */
  long frameOf(long reference, long env) {
    long frame = env;
    for (int out = Scopes.framesOut(reference); out > 0; out--) {
      frame = frames.parent(frame);
    }
    return frame;
  }
}
