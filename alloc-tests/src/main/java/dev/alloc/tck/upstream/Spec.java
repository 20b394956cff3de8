package dev.alloc.tck.upstream;

import dev.alloc.Allocator;
import dev.alloc.AllocatorProvider;
import dev.alloc.Allocators;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A spec taken apart as the API reads it: {@code counting} stands for {@code counting+system}. */
public record Spec(String text) {
  private static final String BASE = "system"; // under a spec that ends in a wrapper or pool

  /** Returns the name that an allocator of this spec has. */
  public String composedName() {
    String last = text.substring(text.lastIndexOf('+') + 1);
    return provider(last).filter(AllocatorProvider::needsUpstream).isPresent()
        ? text + '+' + BASE
        : text;
  }

  /** Returns the name of the outermost allocator. */
  public String outermost() {
    int plus = text.indexOf('+');
    return plus < 0 ? text : text.substring(0, plus);
  }

  /** Returns the spec of what is below the outermost allocator; empty if that is a base. */
  public Optional<String> below() {
    if (provider(outermost()).filter(found -> !found.needsUpstream()).isPresent()) {
      return Optional.empty();
    }
    int plus = text.indexOf('+');
    return Optional.of(plus < 0 ? BASE : text.substring(plus + 1));
  }

  /**
   * Creates the allocator with one more option of the outermost one, if it declares that option.
   */
  public Optional<Allocator> createWith(String option, String value, Map<String, String> options) {
    return createWith(Stream.of(outermost()), option, value, options);
  }

  /** Creates the allocator with one more option of those in the chain that declare it, if any. */
  public Optional<Allocator> createWithin(
      String option, String value, Map<String, String> options) {
    return createWith(Stream.of(text.split("\\+")), option, value, options);
  }

  private Optional<Allocator> createWith(
      Stream<String> names, String option, String value, Map<String, String> options) {
    Map<String, String> more = new HashMap<>();
    names
        .filter(
            name -> provider(name).filter(found -> found.options().containsKey(option)).isPresent())
        .forEach(name -> more.put(name + '.' + option, value));
    if (more.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> all = new HashMap<>(options);
    all.putAll(more);
    return Optional.of(Allocators.create(text, all));
  }

  private static Optional<AllocatorProvider> provider(String name) {
    return Allocators.providers().stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst();
  }
}
