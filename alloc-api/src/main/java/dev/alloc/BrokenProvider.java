package dev.alloc;

/**
 * A provider that could not be loaded.
 *
 * @param description which one, as far as that is known
 * @param cause why
 */
record BrokenProvider(String description, Throwable cause) {

  @Override
  public String toString() {
    return description + " (" + reason(cause) + ")";
  }

  /** The innermost cause: a {@code ServiceConfigurationError} only says that there is one. */
  static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }
}
