package dev.alloc;

/**
 * What a provider gets to build an allocator from: the options of its plugin and the allocator
 * below it.
 *
 * <p>Options are read by the name under which {@link AllocatorProvider#options} declares them, from
 * {@code -Dalloc.PLUGIN.OPTION} or the map given to {@link Allocators#create(String,
 * java.util.Map)}, which wins. Not thread safe; valid during {@link AllocatorProvider#create} only.
 */
public interface AllocatorConfig {

  /**
   * Returns the allocator below, created at the first call; the same instance on each call.
   *
   * <p>It belongs to the allocator being built, which closes it last.
   *
   * @return the allocator below
   * @throws IllegalStateException if the provider does not declare {@link
   *     AllocatorProvider#needsUpstream}
   */
  Allocator upstream();

  /**
   * Returns a size in bytes, written as a whole number that may end in {@code k}, {@code m} or
   * {@code g} (powers of 1024).
   *
   * @param key the option's name
   * @param otherwise the value if the option is not set
   * @return the size in bytes, not negative
   * @throws AllocatorLookupException if the value is malformed, negative or above {@code
   *     Long.MAX_VALUE}
   * @throws IllegalArgumentException if the plugin does not declare {@code key}
   */
  long bytes(String key, long otherwise);

  /**
   * Returns a whole number from 0.
   *
   * @param key the option's name
   * @param otherwise the value if the option is not set
   * @return the number, not negative
   * @throws AllocatorLookupException if the value is malformed, negative or above {@code
   *     Integer.MAX_VALUE}
   * @throws IllegalArgumentException if the plugin does not declare {@code key}
   */
  int integer(String key, int otherwise);

  /**
   * Returns a switch: {@code true} (also when set without a value) or {@code false}.
   *
   * @param key the option's name
   * @param otherwise the value if the option is not set
   * @return whether the switch is on
   * @throws AllocatorLookupException if the value is neither {@code true} nor {@code false}
   * @throws IllegalArgumentException if the plugin does not declare {@code key}
   */
  boolean flag(String key, boolean otherwise);

  /**
   * Returns a value as it was written.
   *
   * @param key the option's name
   * @param otherwise the value if the option is not set
   * @return the value
   * @throws IllegalArgumentException if the plugin does not declare {@code key}
   */
  String text(String key, String otherwise);
}
