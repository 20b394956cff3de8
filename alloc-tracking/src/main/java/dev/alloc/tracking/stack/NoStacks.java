package dev.alloc.tracking.stack;

/** Does not look. */
record NoStacks() implements StackCapture {

  @Override
  public int depth() {
    return 0;
  }

  @Override
  public Stack capture() {
    return Stack.UNKNOWN;
  }
}
