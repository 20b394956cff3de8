package dev.alloc.system.guard;

/** Thrown when there is no mapping to be had; its message becomes the reason in another one. */
final class MappingException extends Exception {
  private static final long serialVersionUID = 1L;

  MappingException(String message) {
    super(message);
  }
}
