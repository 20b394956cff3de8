package dev.alloc.cli.conformance;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An allocator to be tested, in one configuration.
 *
 * @param spec names joined by {@code +}, outermost first
 * @param variant options that make it different from others of the same spec, by {@code
 *     PLUGIN.OPTION}; usually none
 * @param architecture the emulated machine that it runs on, or the one of this JVM
 */
public record Subject(String spec, Map<String, String> variant, String architecture) {

  /** Copies the options. */
  public Subject {
    variant = Map.copyOf(variant);
  }

  /**
   * Returns how reports call it.
   *
   * @return the spec, with its options if there are some: {@code counting(counting.peak=true)}
   */
  public String name() {
    return variant.isEmpty()
        ? spec
        : new TreeMap<>(variant)
            .entrySet().stream()
                .map(Object::toString)
                .collect(Collectors.joining(",", spec + '(', ")"));
  }
}
