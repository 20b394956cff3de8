package dev.alloc.suite.lisp;

/** What several parts of the interpreter do with lists. */
final class Lists {
  private final Blocks blocks;
  private final ValueStack stack;

  Lists(Blocks blocks, ValueStack stack) {
    this.blocks = blocks;
    this.stack = stack;
  }

  /** Takes the values from {@code base} on off the stack and returns the list of them. */
  long fromStack(int base) {
    return fromStack(base, Value.NIL);
  }

  /** As {@link #fromStack(int)}, with an end that is taken over. */
  long fromStack(int base, long end) {
    stack.push(end);
    for (int last = stack.size() - 1; last > base; last--) {
      long pair = blocks.pair(stack.get(last - 1), stack.get(last));
      stack.forget(last);
      stack.set(last - 1, pair);
    }
    return stack.pop();
  }

  /** Pushes the elements of a proper list, each with a reference of its own. */
  int pushAll(long list, References references, String who) {
    int count = 0;
    long rest = list;
    for (; Value.tag(rest) == Value.PAIR; rest = blocks.cdr(rest)) {
      stack.reserve(1);
      stack.push(references.retain(blocks.car(rest)));
      count++;
    }
    checkEnd(rest, who);
    return count;
  }

  /** Refuses what is neither a proper list nor its end. */
  static void checkEnd(long rest, String who) {
    if (rest != Value.NIL) {
      throw LispException.wrongType(who, "a list", rest);
    }
  }
}
