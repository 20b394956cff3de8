package dev.alloc.cli.request;

/** A request that cannot be met, for a reason its message gives in full. */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception with what was asked for, what is there and what to do.
   *
   * @param message the message, complete and readable on its own
   */
  public BadInputException(String message) {
    super(message);
  }

  /**
   * Creates an exception for a request that failed because something else did.
   *
   * @param message the message, complete and readable on its own
   * @param cause what failed
   */
  public BadInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
