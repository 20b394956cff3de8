package dev.alloc.tck.fuzz;

import java.util.List;

/**
 * How an episode failed.
 *
 * @param thread which thread noticed it
 * @param index the step at which it did; the number of its steps if it was after the last
 * @param reason what was thrown
 * @param stories what each thread did, if it was told
 * @param hung whether threads did not end, which is not to be tried again and again
 */
record Failure(int thread, int index, Throwable reason, List<List<String>> stories, boolean hung) {

  /** Returns the reason in one line. */
  String text() {
    return reason instanceof Mismatch ? String.valueOf(reason.getMessage()) : reason.toString();
  }
}
