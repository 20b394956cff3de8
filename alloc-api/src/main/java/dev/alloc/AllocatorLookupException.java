package dev.alloc;

/**
 * Thrown when an allocator cannot be selected: an unknown name or option, a malformed value, two
 * providers of one name, or a provider that could not be loaded.
 *
 * <p>The message names what was asked for, what is there and what to do.
 */
public final class AllocatorLookupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception with what was asked for, what is there and what to do.
   *
   * @param message the message, complete and readable on its own
   */
  public AllocatorLookupException(String message) {
    super(message);
  }

  /**
   * Creates an exception for a selection that failed because something else did.
   *
   * @param message the message, complete and readable on its own
   * @param cause what failed
   */
  public AllocatorLookupException(String message, Throwable cause) {
    super(message, cause);
  }
}
