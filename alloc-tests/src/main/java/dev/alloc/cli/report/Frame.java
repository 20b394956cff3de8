package dev.alloc.cli.report;

import org.jspecify.annotations.Nullable;

/**
 * A frame of a stack.
 *
 * @param module the module, null if the class is in none
 * @param type the class, with its package
 * @param method the method
 * @param file the source file, null if unknown
 * @param line the line, {@link #NO_LINE} if unknown
 */
public record Frame(
    @Nullable String module, String type, String method, @Nullable String file, int line) {
  /** Stands for a line that is not known. */
  public static final int NO_LINE = -1;

  /**
   * Makes a frame that stands for those that are not known.
   *
   * @param text what to show instead
   * @return a frame of no class
   */
  public static Frame standIn(String text) {
    return new Frame(null, text, "", null, NO_LINE);
  }

  /**
   * Returns the method with its class.
   *
   * @return for example {@code org.example.Reader.list}
   */
  public String qualifiedMethod() {
    return method.isEmpty() ? type : type + '.' + method;
  }

  /** Returns what a stack trace has. */
  @Override
  public String toString() {
    return new StackTraceElement(null, module, null, type, method, file, line).toString();
  }
}
