package dev.alloc.tracking;

/** Whether an allocator is open. */
final class Lifetime {
  private final String name;
  private volatile boolean closed;

  Lifetime(String name) {
    this.name = name;
  }

  boolean isClosed() {
    return closed;
  }

  void ensureOpen() {
    if (closed) {
      throw new IllegalStateException(name + ": this allocator is closed");
    }
  }

  /** Closes once; if {@code closing} throws, nothing is closed and it may be tried again. */
  synchronized void close(Runnable closing) {
    if (!closed) {
      closing.run();
      closed = true;
    }
  }
}
