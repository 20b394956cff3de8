package dev.alloc.cli.memcheck;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One error that memcheck reported.
 *
 * @param kind memcheck's name for it, for example {@code InvalidWrite} or {@code
 *     Leak_StillReachable}
 * @param what its sentence about it
 * @param count how many times it happened
 * @param stack where, the innermost frame first
 * @param details its other sentences, as they are
 * @param block the block it is about; null if memcheck knows none
 * @param leakedBytes of a leak, else 0
 * @param leakedBlocks of a leak, else 0
 */
public record Finding(
    String kind,
    String what,
    long count,
    List<NativeFrame> stack,
    List<String> details,
    @Nullable BlockPlace block,
    long leakedBytes,
    long leakedBlocks) {

  /**
   * Returns whether it is about memory that was never freed.
   *
   * @return whether it is
   */
  public boolean isLeak() {
    return kind.startsWith("Leak_");
  }

  Finding times(long times) {
    return new Finding(kind, what, times, stack, details, block, leakedBytes, leakedBlocks);
  }
}
