package dev.alloc.tracking.report;

import dev.alloc.tracking.site.Usage;
import dev.alloc.tracking.stack.Stack;

/**
 * What was allocated by one thread from one place.
 *
 * @param stack the place
 * @param threadId the thread's id
 * @param threadName the thread's name
 * @param title what the thread said it was doing, or an empty text
 * @param usage how much, in whole blocks
 */
public record Row(Stack stack, long threadId, String threadName, String title, Usage usage) {

  /**
   * Returns the same place with other figures.
   *
   * @param other the figures
   * @return a row
   */
  public Row with(Usage other) {
    return new Row(stack, threadId, threadName, title, other);
  }
}
