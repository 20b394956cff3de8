package dev.alloc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;

/** What failures say: a failure without a message is a failure of the test. */
final class Messages {

  private Messages() {}

  static String of(Throwable failure) {
    return Objects.requireNonNull(failure.getMessage(), () -> failure + " has no message");
  }

  static void assertContains(String part, Throwable failure) {
    assertTrue(of(failure).contains(part), () -> "'" + part + "' is not in: " + of(failure));
  }
}
