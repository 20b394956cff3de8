package dev.alloc;

/**
 * A provider that could not be loaded.
 *
 * @param description which one, as far as that is known
 * @param cause why
 */
record BrokenProvider(String description, Throwable cause) {

  /** The innermost cause: a {@code ServiceConfigurationError} only says that there is one. */
  String reason() {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  @Override
  public String toString() {
    return description + " (" + reason() + ")";
  }
}
