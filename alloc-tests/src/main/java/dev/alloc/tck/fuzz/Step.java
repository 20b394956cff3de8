package dev.alloc.tck.fuzz;

/**
 * One step of an episode. It means something after any other steps: live blocks are picked modulo
 * their number, and what cannot be done is not done.
 *
 * @param bits all there is to it, drawn at random
 */
record Step(long bits) {
  /**
   * How many bits a size has: small ones are what programs ask for, and what is fast to compare.
   */
  private static final byte[] WIDTHS = {3, 4, 4, 5, 5, 6, 6, 6, 7, 7, 8, 8, 9, 9, 10, 12};

  private static final int LARGE = 16;
  private static final int HUGE = 20;

  enum Kind {
    ALLOCATE,
    ALLOCATE_ZEROED,
    REALLOCATE,
    WRITE,
    FREE,
    OTHER
  }

  private static final Kind[] KINDS = {
    Kind.ALLOCATE,
    Kind.ALLOCATE,
    Kind.ALLOCATE,
    Kind.ALLOCATE,
    Kind.ALLOCATE,
    Kind.ALLOCATE_ZEROED,
    Kind.REALLOCATE,
    Kind.REALLOCATE,
    Kind.REALLOCATE,
    Kind.WRITE,
    Kind.FREE,
    Kind.FREE,
    Kind.FREE,
    Kind.FREE,
    Kind.FREE,
    Kind.OTHER
  };

  Kind kind() {
    return KINDS[field(0, 4)];
  }

  /** Which of so many live blocks. */
  int pick(int count) {
    return field(4, 16) % count;
  }

  /** Whether one of the steps that are rare happens: once in a power of two. */
  boolean isOneIn(int power) {
    return (field(4, 16) & power - 1) == 0;
  }

  /** A size in bytes, at most {@code largest}: usually small, sometimes next to a power of two. */
  long byteSize(long largest) {
    int sizeClass = field(20, 4);
    int special = field(44, 4);
    int width = WIDTHS[sizeClass];
    if (special == 1 && sizeClass == WIDTHS.length - 1) {
      width = isOneIn(64) ? HUGE : LARGE;
    }
    long size = field(24, 20) & (1L << width) - 1;
    if (special == 0) {
      size = (1L << width) + size % 3 - 1;
    }
    return Math.min(size, largest);
  }

  /** A power of two, at most {@code largest}: mostly 1 to 8, seldom that of a page or more. */
  long byteAlignment(long largest) {
    int log = field(48, 4);
    int common =
        switch (log) {
          case 15 -> isOneIn(32) ? 12 + field(44, 2) : 4 + field(44, 3);
          case 14 -> 6;
          case 12, 13 -> 4;
          default -> log & 3;
        };
    return Math.min(1L << common, largest);
  }

  /** Which of the {@link Contents} are written. */
  int contents() {
    return field(52, 12);
  }

  private int field(int from, int width) {
    return (int) (bits >>> from) & (1 << width) - 1;
  }
}
