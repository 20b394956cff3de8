package dev.alloc.cli.misuse;

import java.util.Map;

/** A way of looking for errors. */
public enum Mode {
  /** The plugin as it comes. */
  DEBUG("debug", "debug", true),
  /** Each block in a scope of its own. */
  SCOPE("uaf=scope", "debug", true),
  /** Each block against a page that nobody may touch. */
  GUARD("guard=page", "system", false),
  /** Valgrind's memcheck. */
  MEMCHECK("Valgrind", "system", false);

  private final String title;
  private final String spec;
  private final boolean recordsSites;

  Mode(String title, String spec, boolean recordsSites) {
    this.title = title;
    this.spec = spec;
    this.recordsSites = recordsSites;
  }

  /**
   * Returns how it is called in the docs.
   *
   * @return its title
   */
  public String title() {
    return title;
  }

  /**
   * Returns the allocator.
   *
   * @param above what a program needs to have above or below it: {@code arena}, or nothing
   * @return the spec
   */
  public String spec(String above) {
    if (above.isEmpty()) {
      return spec;
    }
    return recordsSites ? spec + '+' + above : above; // an arena is looked at through debug
  }

  /**
   * Returns the options of the allocator.
   *
   * @return values by names
   */
  public Map<String, String> options() {
    return switch (this) {
      case DEBUG, MEMCHECK -> Map.of();
      case SCOPE -> Map.of("debug.uaf", "scope");
      case GUARD -> Map.of("system.guard", "page");
    };
  }

  /**
   * Returns whether its faults say where a block was allocated and freed.
   *
   * @return whether they do
   */
  public boolean recordsSites() {
    return recordsSites;
  }
}
