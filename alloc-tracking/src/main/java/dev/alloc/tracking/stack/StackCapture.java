package dev.alloc.tracking.stack;

/** Looks at the calling thread's stack from its first frame outside of this platform. */
public sealed interface StackCapture permits NoStacks, WalkedStacks, JvmtiStacks {

  /**
   * Returns how many frames are kept.
   *
   * @return the depth, 0 for none
   */
  int depth();

  /**
   * Looks.
   *
   * @return the one object for this stack
   */
  Stack capture();
}
