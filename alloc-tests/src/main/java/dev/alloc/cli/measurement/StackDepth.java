package dev.alloc.cli.measurement;

import java.util.Map;

/**
 * How deep {@code tracking} looks at stacks under the suite: not at all while it is measured, since
 * a stack costs more than all else that a program does, and deep when a program that leaked is run
 * again.
 */
public final class StackDepth {
  /** The system property by which another depth is asked for. */
  public static final String PROPERTY = "alloc.tracking.depth";

  /** What the output says of it. */
  public static final String EXPLANATION =
      "'tracking' is measured without stacks (alloc.tracking.depth=0); a program that leaks is run"
          + " again with them.";

  static final Map<String, String> FOR_SEARCHING = Map.of(PROPERTY, "16");
  private static final String TRACKING = "tracking";

  private StackDepth() {}

  /**
   * Returns whether an allocator records stacks.
   *
   * @param spec the spec
   * @return whether its outermost part does
   */
  public static boolean applies(String spec) {
    return spec.equals(TRACKING) || spec.startsWith(TRACKING + "+");
  }

  /** Options to measure with; a depth that was asked for as a system property is left alone. */
  static Map<String, String> forMeasuring(String spec) {
    return applies(spec) && System.getProperty(PROPERTY) == null ? Map.of(PROPERTY, "0") : Map.of();
  }
}
