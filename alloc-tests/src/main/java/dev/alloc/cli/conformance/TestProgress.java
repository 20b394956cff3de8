package dev.alloc.cli.conformance;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells a person how far the work is. Callable from any thread. */
public final class TestProgress {
  private static final String WIPE = "\r\u001b[K"; // ECMA-48: erase to the end of the line

  private final PrintWriter err;
  private final boolean terminal;
  private final int subjects;
  private final Map<Subject, String> running = new LinkedHashMap<>();
  private int ended;

  /**
   * Starts at nothing.
   *
   * @param err where to write
   * @param terminal whether that is a terminal, on which lines can be wiped
   * @param subjects how many allocators there are
   */
  public TestProgress(PrintWriter err, boolean terminal, int subjects) {
    this.err = err;
    this.terminal = terminal;
    this.subjects = subjects;
  }

  /**
   * A rule begins.
   *
   * @param subject the allocator
   * @param rule the rule's number
   */
  public synchronized void begins(Subject subject, String rule) {
    running.put(subject, rule);
    if (terminal) {
      err.print(
          WIPE
              + running.entrySet().stream()
                  .map(each -> each.getKey().name() + " " + each.getValue())
                  .collect(Collectors.joining(", ", "[%d/%d] ".formatted(ended, subjects), "")));
      err.flush();
    }
  }

  /**
   * An allocator has been put to all rules.
   *
   * @param tested what was found
   */
  public synchronized void ends(Tested tested) {
    running.remove(tested.subject());
    ended++;
    err.println((terminal ? WIPE : "") + "[%d/%d] %s".formatted(ended, subjects, tested.summary()));
    err.flush();
  }
}
