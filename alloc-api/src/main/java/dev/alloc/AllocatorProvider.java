package dev.alloc;

import java.util.Map;
import java.util.Optional;

/**
 * Makes the allocators of one name; the type that {@link java.util.ServiceLoader} finds in a plugin
 * JAR.
 *
 * <p>An implementation has a public constructor without parameters that does no work: providers are
 * created to list what there is. Its methods may be called from any thread.
 */
public interface AllocatorProvider {

  /**
   * Returns the name under which the allocator is asked for.
   *
   * @return lower-case letters, digits and single dashes between them, starting with a letter
   */
  String name();

  /**
   * Returns whether this allocator works on top of another one, as wrappers and pools do.
   *
   * @return false for a base, which gets its memory elsewhere
   */
  default boolean needsUpstream() {
    return false;
  }

  /**
   * Returns the options of this plugin by their names, without the prefix {@code alloc.PLUGIN.}.
   *
   * @return the options, unmodifiable; empty if there are none
   */
  default Map<String, Option> options() {
    return Map.of();
  }

  /**
   * Returns why this allocator cannot be had in this process, if so; it is not listed then.
   *
   * @return the reason and what to do about it, or empty if it can be had
   */
  default Optional<String> unavailable() {
    return Optional.empty();
  }

  /**
   * Creates an allocator.
   *
   * @param config the options and the allocator below; not to be kept
   * @return a new allocator, which closes {@link AllocatorConfig#upstream()} last when it is closed
   * @throws AllocatorLookupException if an option's value is out of range
   */
  Allocator create(AllocatorConfig config);

  /**
   * An option of a plugin, as it is shown to a person.
   *
   * @param defaultValue the value in force when the option is not set, as it would be written
   * @param help what the option does, one sentence, with the unit
   */
  record Option(String defaultValue, String help) {}
}
