package dev.alloc.counting;

/** Whether an allocator is open, and what is to be undone when it no longer is. */
final class Lifetime {
  private final String name;
  private volatile boolean closed;
  private Runnable whenClosed = () -> {}; // guarded by this

  Lifetime(String name) {
    this.name = name;
  }

  void ensureOpen() {
    if (closed) {
      throw new IllegalStateException(name + ": this allocator is closed");
    }
  }

  synchronized void whenClosed(Runnable action) {
    Runnable former = whenClosed;
    whenClosed =
        () -> {
          former.run();
          action.run();
        };
  }

  /** Closes once; if {@code closing} throws, nothing is closed and it may be tried again. */
  synchronized void close(Runnable closing) {
    if (closed) {
      return;
    }
    closing.run();
    end();
  }

  /** Ends the lifetime from inside {@code closing}, for one that ends although it throws. */
  synchronized void end() {
    if (!closed) {
      closed = true;
      whenClosed.run();
    }
  }
}
