package dev.alloc.debug;

/** Whether the allocator is open. */
final class Lifetime {
  private final String name;
  private volatile boolean over;

  Lifetime(String name) {
    this.name = name;
  }

  void ensureOpen() {
    if (over) {
      throw new IllegalStateException(name + ": this allocator is closed");
    }
  }

  /** Ends with what {@code last} does; if that throws, it has not ended and may be ended again. */
  synchronized void end(Runnable last) {
    if (!over) {
      last.run();
      over = true;
    }
  }
}
