package dev.alloc.tck.fuzz;

/** An allocator that does not do what the model does. */
public final class Mismatch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Mismatch(String message) {
    super(message, null, false, false); // shrinking makes thousands of them
  }
}
