package dev.alloc.cli.misuse;

import org.jspecify.annotations.Nullable;

/**
 * What was seen of an error.
 *
 * @param what a kind of fault, the name of an exception or signal, a byte such as {@code 0xdd}, or
 *     {@link #NOTHING}
 * @param when at which step of the program; null if nothing was seen
 * @param lines why the lines it names are not those of the program; empty if they are
 */
public record Sighting(String what, @Nullable Step when, String lines) {
  /** No error was seen. */
  public static final String NOTHING = "nothing";

  private static final String SEPARATOR = "\t";

  /**
   * Returns that nothing was seen.
   *
   * @return the sighting
   */
  public static Sighting nothing() {
    return new Sighting(NOTHING, null, "");
  }

  /**
   * Returns this as one line for {@link #read}.
   *
   * @return the line
   */
  public String written() {
    String step = when == null ? "" : when.name();
    return String.join(SEPARATOR, what, step, lines.replaceAll("\\s+", " "));
  }

  /**
   * Reads what {@link #written} made.
   *
   * @param line the line
   * @return the sighting
   */
  public static Sighting read(String line) {
    String[] parts = line.split(SEPARATOR, 3);
    return new Sighting(parts[0], parts[1].isEmpty() ? null : Step.valueOf(parts[1]), parts[2]);
  }

  /** Returns the sighting in words. */
  @Override
  public String toString() {
    String seen = when == null ? what : what + ' ' + when;
    return lines.isEmpty() ? seen : seen + " (" + lines + ')';
  }
}
