package dev.alloc.cli.misuse;

import java.util.List;
import java.util.stream.Stream;

/** All programs. */
public final class Programs {
  private static final List<Misuse> ALL =
      Stream.of(BoundsPrograms.all(), FreePrograms.all(), LifetimePrograms.all())
          .flatMap(programs -> programs)
          .toList();

  private Programs() {}

  /**
   * Returns all programs.
   *
   * @return in the order in which they are shown
   */
  public static List<Misuse> all() {
    return ALL;
  }
}
