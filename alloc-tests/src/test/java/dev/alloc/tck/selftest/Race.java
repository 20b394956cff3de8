package dev.alloc.tck.selftest;

/** Makes a race that some mutant loses now and then one that it loses nearly always. */
final class Race {

  private Race() {}

  /** Lets other threads run between what should have been one step. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing right depends on it
  static void window() {
    Thread.yield();
  }
}
