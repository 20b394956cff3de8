package dev.alloc.tracking;

import dev.alloc.tracking.report.Row;
import java.util.List;

/**
 * A place in a program, reached by one thread under one title, and what was allocated there.
 *
 * @param stack the stack, the caller first; empty if stacks are not recorded
 * @param truncated whether the stack was deeper than what is recorded
 * @param threadId the thread's id, -1 for threads beyond those that are told apart
 * @param threadName the thread's name when it first allocated
 * @param title what the thread said it was doing, or an empty text
 * @param usage how much
 */
public record TrackedSite(
    List<StackTraceElement> stack,
    boolean truncated,
    long threadId,
    String threadName,
    String title,
    TrackedUsage usage) {

  static TrackedSite of(Row row) {
    return new TrackedSite(
        row.stack().frames(),
        row.stack().truncated(),
        row.threadId(),
        row.threadName(),
        row.title(),
        TrackedUsage.of(row.usage()));
  }
}
