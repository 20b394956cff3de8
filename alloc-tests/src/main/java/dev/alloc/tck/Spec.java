package dev.alloc.tck;

import dev.alloc.Allocator;
import dev.alloc.AllocatorProvider;
import dev.alloc.Allocators;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A spec taken apart as the API reads it: {@code counting} stands for {@code counting+system}. */
record Spec(String text) {
  private static final String BASE = "system"; // under a spec that ends in a wrapper or pool

  /** Returns the name that an allocator of this spec has. */
  String composedName() {
    String last = text.substring(text.lastIndexOf('+') + 1);
    return provider(last).filter(AllocatorProvider::needsUpstream).isPresent()
        ? text + '+' + BASE
        : text;
  }

  /**
   * Creates the allocator with one more option of the outermost one, if it declares that option.
   */
  Optional<Allocator> createWith(String option, String value, Map<String, String> options) {
    String outermost = Probe.outermost(text);
    if (provider(outermost).filter(found -> found.options().containsKey(option)).isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> all = new HashMap<>(options);
    all.put(outermost + '.' + option, value);
    return Optional.of(Allocators.create(text, all));
  }

  private static Optional<AllocatorProvider> provider(String name) {
    return Allocators.providers().stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst();
  }
}
