package dev.alloc.debug;

import org.jspecify.annotations.Nullable;

/** The first of several failures, which suppresses the others. */
record Failures(Throwable thrown) {

  static Failures with(@Nullable Failures others, Throwable failure) {
    if (others == null) {
      return new Failures(failure);
    }
    others.thrown.addSuppressed(failure);
    return others;
  }

  RuntimeException first() {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (RuntimeException) thrown;
  }
}
