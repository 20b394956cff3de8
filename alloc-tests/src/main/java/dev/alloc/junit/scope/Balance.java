package dev.alloc.junit.scope;

/**
 * How much more is live than before; negative if more was freed than allocated.
 *
 * @param blocks the number of blocks
 * @param bytes the bytes they asked for
 */
public record Balance(long blocks, long bytes) {
  /** Nothing more and nothing less. */
  public static final Balance EVEN = new Balance(0, 0);

  /** Adds another balance. */
  public Balance plus(Balance other) {
    return new Balance(blocks + other.blocks, bytes + other.bytes);
  }

  /** Subtracts another balance. */
  public Balance minus(Balance other) {
    return new Balance(blocks - other.blocks, bytes - other.bytes);
  }

  /**
   * Returns what of this remains if a part of it was judged elsewhere, but nothing that is even in
   * all: a block that a test left and its class freed is nobody's leak any more.
   */
  Balance besides(Balance judged) {
    return new Balance(besides(blocks, judged.blocks), besides(bytes, judged.bytes));
  }

  private static long besides(long all, long judged) {
    return all >= 0
        ? Math.max(0, Math.min(all, all - judged))
        : Math.min(0, Math.max(all, all - judged));
  }

  /** Says what who leaves this behind has done, as the end of a sentence. */
  public String describe() {
    if (blocks > 0) {
      return "leaked " + this;
    }
    if (blocks < 0) {
      return "freed " + this + " it did not allocate";
    }
    return "left as many blocks as it found, but %s %s"
        .formatted(count(bytes, "byte"), bytes < 0 ? "less" : "more");
  }

  /** Says how much it is, without the sign. */
  @Override
  public String toString() {
    return "%s (%s)".formatted(count(blocks, "block"), count(bytes, "byte"));
  }

  private static String count(long number, String what) {
    return Math.abs(number) + " " + what + (Math.abs(number) == 1 ? "" : "s");
  }
}
