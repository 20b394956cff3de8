package dev.alloc.tracking;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** What messages have to say. */
public final class Messages {

  private Messages() {}

  /** Fails unless the message of a failure contains a text. */
  public static void assertMentions(String text, Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains(text), () -> "'" + text + "' is not in: " + message);
  }
}
