package dev.alloc.cli.misuse;

/** What a program is doing; an error that is seen is seen at one of these. */
public enum Step {
  /** Asks for a block. */
  ALLOCATE("at allocate"),
  /** Writes where it must not. */
  WRITE("at the write"),
  /** Reads where it must not. */
  READ("at the read"),
  /** Frees, rightly or not. */
  FREE("at that free"),
  /** Reallocates, rightly or not. */
  REALLOCATE("at that reallocate"),
  /** Goes on with other blocks. */
  LATER("later, at a call for another block"),
  /** Asks whether all is well. */
  CHECK("at check()"),
  /** Closes the allocator. */
  CLOSE("at close"),
  /** Has ended; somebody looks at what is left. */
  END("at the end");

  private final String words;

  Step(String words) {
    this.words = words;
  }

  /** Returns the moment in words. */
  @Override
  public String toString() {
    return words;
  }
}
