package dev.alloc.counting;

import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.util.Optional;

/** The faults that counts reveal. */
final class Faults {
  private static final long NO_BLOCK = 0;
  private static final long UNKNOWN = -1;

  private Faults() {}

  static Optional<MemoryFaultException> invalidFrees(String name, Counts counts) {
    if (counts.liveBlocks() >= 0) {
      return Optional.empty();
    }
    String message =
        "%s: INVALID_FREE: freed %s it did not allocate; debug finds the call"
            .formatted(name, blocks(-counts.liveBlocks()));
    return Optional.of(new MemoryFaultException(Kind.INVALID_FREE, message, NO_BLOCK, UNKNOWN));
  }

  static Optional<MemoryFaultException> leak(String name, Counts counts) {
    if (counts.liveBlocks() <= 0) {
      return Optional.empty();
    }
    String message =
        "%s: LEAK: %s with %d bytes still live; use tracking to see where they were allocated"
            .formatted(name, blocks(counts.liveBlocks()), counts.liveBytes());
    return Optional.of(new MemoryFaultException(Kind.LEAK, message, NO_BLOCK, UNKNOWN));
  }

  private static String blocks(long count) {
    return count + (count == 1 ? " block" : " blocks");
  }
}
