package dev.alloc.cli.measurement;

import dev.alloc.suite.Progress;
import java.io.PrintStream;
import java.util.Locale;

/** One line on a terminal that is written again and again, and wiped when the work is done. */
public final class ProgressLine implements Progress, AutoCloseable {
  private static final long INTERVAL_NANOS = 100_000_000; // more often nobody can read it
  private static final String WIPE = "\r\u001b[K"; // ECMA-48: erase to the end of the line

  private final boolean shown;
  private final PrintStream terminal;
  private final String label;
  private long lastWritten = System.nanoTime() - INTERVAL_NANOS;

  ProgressLine(boolean shown, PrintStream terminal, String label) {
    this.shown = shown;
    this.terminal = terminal;
    this.label = label;
  }

  /**
   * Returns a line on standard error.
   *
   * @param shown whether it is a terminal; if not, nothing is ever written
   * @param label how the line begins
   * @return a line, to be closed when the work is done
   */
  public static ProgressLine on(boolean shown, String label) {
    return new ProgressLine(shown, System.err, label);
  }

  @Override
  public void pass(String impl, int done, int expected, long nanos) {
    if (!shown) {
      return;
    }
    long now = System.nanoTime();
    if (now - lastWritten < INTERVAL_NANOS) {
      return;
    }
    lastWritten = now;
    String of = expected == 0 ? "" : " of " + expected;
    terminal.print(
        WIPE + String.format(Locale.ROOT, "%s: pass %d%s, %.3f ms", label, done, of, nanos / 1e6));
    terminal.flush();
  }

  /** Wipes the line. */
  @Override
  public void close() {
    if (shown) {
      terminal.print(WIPE);
      terminal.flush();
    }
  }
}
