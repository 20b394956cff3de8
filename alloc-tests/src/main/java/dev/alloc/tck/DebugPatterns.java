package dev.alloc.tck;

/** What {@code debug} documents of itself. */
final class DebugPatterns {
  static final int FRESH = 0xCD;
  static final int FREED = 0xDD;
  static final long HELD_BACK = 16L << 20;

  private DebugPatterns() {}

  /** The byte of freed blocks with the options that the system properties set. */
  static int freed() {
    return Boolean.getBoolean("alloc.debug.zeroOnFree") ? 0 : FREED;
  }
}
