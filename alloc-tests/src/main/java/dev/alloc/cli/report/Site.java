package dev.alloc.cli.report;

import java.util.List;

/**
 * A place in a program that one thread reached under one title, and what it allocated there.
 *
 * @param place where, and who
 * @param usage how much
 */
public record Site(Place place, Usage usage) {
  /** The id of a thread that is known by its name only. */
  public static final long ANY_THREAD = 0; // ids are positive

  /**
   * Who allocates, and where.
   *
   * @param stack the caller of the allocator first; empty if stacks were not recorded
   * @param truncated whether the stack was deeper than what was recorded
   * @param threadId the thread's id, -1 for threads that are not told apart, {@link #ANY_THREAD}
   *     for any of that name
   * @param threadName the thread's name
   * @param title what the thread said it was doing, or an empty text
   */
  public record Place(
      List<Frame> stack, boolean truncated, long threadId, String threadName, String title) {

    /**
     * Returns the same place in any run of the program: thread ids differ from run to run.
     *
     * @return a place without the thread's id
     */
    public Place inAnyRun() {
      return new Place(stack, truncated, ANY_THREAD, threadName, title);
    }
  }
}
