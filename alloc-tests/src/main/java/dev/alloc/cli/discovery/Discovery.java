package dev.alloc.cli.discovery;

import dev.alloc.Allocator;
import dev.alloc.AllocatorProvider;
import dev.alloc.Allocators;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything on a class path that provides an allocator, including what the API hides from
 * programs: providers that cannot be had here, and those that cannot be loaded. Not thread safe.
 */
public final class Discovery {
  private static final String EMULATED_PROPERTY = "alloc.tck.emulated";
  private static final int MOST_BROKEN = 1_000; // a loader that fails without progress must end

  private final ClassLoader loader;
  private final List<FoundProvider> found = new ArrayList<>();
  private final Set<String> broken = new TreeSet<>();

  /**
   * Looks for providers.
   *
   * @param loader where to look
   */
  public Discovery(ClassLoader loader) {
    this.loader = loader;
    var providers = ServiceLoader.load(AllocatorProvider.class, loader).stream().iterator();
    while (broken.size() < MOST_BROKEN && step(providers)) {}
    found.sort(Comparator.comparing(FoundProvider::name).thenComparing(FoundProvider::jar));
  }

  /**
   * Returns the providers that could be loaded.
   *
   * @return an unmodifiable list, ordered by name
   */
  public List<FoundProvider> found() {
    return List.copyOf(found);
  }

  /**
   * Returns why others could not be loaded.
   *
   * @return a sentence for each; empty if all were loaded
   */
  public List<String> broken() {
    return List.copyOf(broken);
  }

  /**
   * Returns the providers that take part in an allocator; a name that does not exist is left out.
   *
   * @param spec names joined by {@code +}
   * @return an unmodifiable list, ordered by name
   */
  public List<FoundProvider> named(String spec) {
    List<String> names = Arrays.asList(spec.split("\\+", -1));
    return found.stream().filter(provider -> names.contains(provider.name())).toList();
  }

  /**
   * Returns the system properties without which an allocator cannot be had.
   *
   * @param spec names joined by {@code +}
   * @return the properties, unmodifiable; usually none
   */
  public Map<String, String> propertiesFor(String spec) {
    return isEmulated(spec) ? Map.of(EMULATED_PROPERTY, "true") : Map.of();
  }

  /**
   * Creates an allocator as a program that is started with these system properties would; those of
   * {@link #propertiesFor} are set meanwhile.
   *
   * @param spec names joined by {@code +}, outermost first
   * @param properties system properties; those that are options of plugins count
   * @return a new allocator, to be closed by the caller
   * @throws dev.alloc.AllocatorLookupException if the allocator cannot be selected
   */
  public Allocator create(String spec, Map<String, String> properties) {
    return create(spec, Map.of(), properties);
  }

  /**
   * Creates an allocator as {@link #create(String, Map)} does.
   *
   * @param spec names joined by {@code +}, outermost first
   * @param options values by {@code PLUGIN.OPTION}, which give way to the properties
   * @param properties system properties; those that are options of plugins count
   * @return a new allocator, to be closed by the caller
   * @throws dev.alloc.AllocatorLookupException if the allocator cannot be selected
   */
  public Allocator create(
      String spec, Map<String, String> options, Map<String, String> properties) {
    Map<String, String> all = new TreeMap<>(options);
    all.putAll(pluginOptions(properties));
    if (!isEmulated(spec) || System.getProperty(EMULATED_PROPERTY) != null) {
      return Allocators.create(spec, all, loader);
    }
    System.setProperty(EMULATED_PROPERTY, "true");
    try {
      return Allocators.create(spec, all, loader);
    } finally {
      System.clearProperty(EMULATED_PROPERTY);
    }
  }

  private boolean isEmulated(String spec) {
    return named(spec).stream().anyMatch(FoundProvider::emulated);
  }

  private static Map<String, String> pluginOptions(Map<String, String> properties) {
    Map<String, String> options = new TreeMap<>();
    properties.forEach(
        (key, value) -> {
          if (key.startsWith("alloc.") && !key.matches("alloc\\.(impl|tck\\..*|suite\\..*)")) {
            options.put(key, value);
          }
        });
    return options;
  }

  private boolean step(Iterator<ServiceLoader.Provider<AllocatorProvider>> providers) {
    try {
      if (!providers.hasNext()) {
        return false;
      }
      AllocatorProvider provider = providers.next().get();
      found.add(new FoundProvider(provider.name(), provider));
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      broken.add(e.getCause() == null ? e.toString() : e.getMessage() + ": " + e.getCause());
    }
    return true;
  }
}
