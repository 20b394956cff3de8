package dev.alloc.tck.selftest;

import dev.alloc.Allocator;
import dev.alloc.AllocatorProvider;
import dev.alloc.tck.Lookup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The API's lookup, but for what a program starts with: that is found out without a new JVM. */
class QuickLookup implements Lookup {
  private final Lookup api = Lookup.ofTheApi();

  @Override
  public List<AllocatorProvider> providers() {
    return api.providers();
  }

  @Override
  public Allocator create(String spec, Map<String, String> options) {
    return api.create(spec, options);
  }

  @Override
  public Allocator create(String spec, Map<String, String> options, ClassLoader loader) {
    return api.create(spec, options, loader);
  }

  @Override
  public String selected(Map<String, String> properties) {
    Map<String, String> options = new HashMap<>();
    properties.forEach((key, value) -> options.put(key.substring("alloc.".length()), value));
    String spec = options.getOrDefault("impl", "system");
    options.keySet().removeIf(key -> key.equals("impl") || key.startsWith("tck."));
    try (Allocator allocator = create(spec, options)) {
      return allocator.name();
    }
  }
}
