package dev.alloc.bench;

import java.io.Serial;

/** A fork ended without a result; the message holds what JMH and the fork printed. */
final class ForkFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  ForkFailedException(Subject subject, String log, Throwable cause) {
    super(
        "%s, %s failed: %s%n%s"
            .formatted(subject.question().title(), subject.label(), cause.getMessage(), log),
        cause);
  }
}
