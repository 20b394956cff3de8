package dev.alloc.tracking.stack;

/**
 * By the VM's tool interface where a stack is known, or the interface for profilers, and by {@link
 * StackWalker} where it is not.
 *
 * @param walked looks at new stacks
 * @param known the others
 * @param isAsync whether by the interface for profilers
 */
record JvmtiStacks(WalkedStacks walked, KnownStacks known, boolean isAsync)
    implements StackCapture {
  /** Deeper than this the buffers do not reach, with what may lie between. */
  static final int MOST_DEPTH = 128;

  private static final int OWN_FRAMES = 4; // perhaps trace, take, capture, allocate
  private static final int BEYOND = 1; // tells whether there are more

  static JvmtiStacks of(int depth, boolean isAsync) {
    int own = isAsync ? OWN_FRAMES : OWN_FRAMES - 1;
    return new JvmtiStacks(
        WalkedStacks.of(depth),
        new KnownStacks(own + depth + BEYOND, FrameBuffers.FRAMES),
        isAsync);
  }

  @Override
  public int depth() {
    return walked.depth();
  }

  @Override
  public Stack capture() {
    int buffer = FrameBuffers.claim();
    if (buffer == FrameBuffers.NONE) {
      return walked.capture();
    }
    try {
      int most = known.longest();
      boolean async = isAsync && !Thread.currentThread().isVirtual(); // it shows the carrier's too
      int frames =
          async
              ? AsyncFrames.take(buffer, most)
              : NativeFrames.take(buffer, NativeFrames.ABOVE, most);
      if (async ? frames == 0 : !NativeFrames.areWhole(buffer, frames)) {
        return walked.capture(); // the VM is about to end, or calls by another way now
      }
      if (frames < most) {
        FrameBuffers.end(buffer, frames);
      }
      Stack stack = known.find(buffer, Math.min(frames + 1, most));
      return stack != null ? stack : learn(buffer, frames, most, async ? 1 : 0);
    } finally {
      FrameBuffers.release(buffer);
    }
  }

  /** Walks the stack, and remembers what the VM calls it if that says enough. */
  private Stack learn(int buffer, int frames, int most, int more) {
    WalkedStacks.Walk walk = walked.walk();
    Stack stack = walked.stack(walk);
    int deciding = walk.beyond() == null ? frames + 1 : Coverage.of(walk, JvmtiStacks.class) + more;
    if (deciding > most) {
      known.lengthen(deciding);
    } else if (deciding <= frames + 1) { // else the VM has shown a part only
      known.add(buffer, deciding, stack);
    }
    return stack;
  }
}
