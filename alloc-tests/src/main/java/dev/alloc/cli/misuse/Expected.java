package dev.alloc.cli.misuse;

import dev.alloc.MemoryFaultException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What is declared to be seen of an error.
 *
 * @param what as in {@link Sighting}; {@link #ANYTHING} if it depends on what else there is
 * @param when at which step; null if nothing is seen
 * @param reason why the error is out of reach; empty if it is not
 */
public record Expected(String what, @Nullable Step when, String reason) {
  private static final String ANYTHING = "anything";

  static Expected fault(Kind kind, Step when) {
    return new Expected(kind.name(), when, "");
  }

  /** The access itself throws, as one to a block of a closed arena does. */
  static Expected closed(Step when) {
    return new Expected(IllegalStateException.class.getSimpleName(), when, "");
  }

  /** The processor refuses the access, and the process ends. */
  static Expected signal(Step when) {
    return new Expected("SIGSEGV", when, "");
  }

  static Expected memcheck(String kind) {
    return new Expected(kind, Step.END, "");
  }

  /** The program reads bytes that tell what they are, if somebody looks at them. */
  static Expected reads(int value) {
    return new Expected("0x%02x".formatted(value), Step.READ, "");
  }

  static Expected nothing(String reason) {
    return new Expected(Sighting.NOTHING, null, reason);
  }

  /** What happens is chance, so that nothing is promised and the program is not run. */
  static Expected chance(String reason) {
    return new Expected(ANYTHING, null, reason);
  }

  /**
   * Returns whether the program is worth running.
   *
   * @return false if what would be seen is chance
   */
  public boolean isCertain() {
    return !what.equals(ANYTHING);
  }

  /**
   * Returns whether the error is found.
   *
   * @return false if it is out of reach
   */
  public boolean isFound() {
    return reason.isEmpty();
  }

  /**
   * Returns whether this is what was seen; to read some byte is to see nothing.
   *
   * @param seen what was seen
   * @return whether kind, moment and lines are right
   */
  public boolean matches(Sighting seen) {
    boolean onlyRead = seen.when() == Step.READ && seen.what().startsWith("0x");
    boolean same = what.equals(seen.what()) && when == seen.when() && seen.lines().isEmpty();
    return same || (onlyRead && what.equals(Sighting.NOTHING));
  }

  /** Returns what was declared, in words. */
  @Override
  public String toString() {
    return when == null ? what : what + ' ' + when;
  }
}
