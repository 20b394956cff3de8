package dev.alloc.tracking.stack;

import java.util.List;

/**
 * A stack, the caller first; one object for all that are equal.
 *
 * @param frames at most as many as asked for
 * @param truncated whether there were more
 */
public record Stack(List<StackTraceElement> frames, boolean truncated) {
  /** What is known where stacks are not looked at. */
  public static final Stack UNKNOWN = new Stack(List.of(), false);
}
