package dev.alloc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An immutable snapshot of the providers that a class loader finds, and of the broken ones. */
final class Catalog {
  private final NavigableMap<String, List<AllocatorProvider>> byName;
  private final List<BrokenProvider> broken;

  /** The snapshot for the API's own class loader, made once. */
  private static final class ThisLoader {
    static final Catalog CATALOG = of(Catalog.class.getClassLoader());
  }

  private Catalog(
      NavigableMap<String, List<AllocatorProvider>> byName, List<BrokenProvider> broken) {
    this.byName = byName;
    this.broken = broken;
  }

  static Catalog ofThisLoader() {
    return ThisLoader.CATALOG;
  }

  static Catalog of(@Nullable ClassLoader loader) {
    ProviderScan scan = new ProviderScan(loader);
    NavigableMap<String, List<AllocatorProvider>> byName = new TreeMap<>();
    for (AllocatorProvider provider : scan.providers()) {
      byName.computeIfAbsent(provider.name(), name -> new ArrayList<>()).add(provider);
    }
    return new Catalog(byName, scan.broken());
  }

  List<AllocatorProvider> available() {
    return byName.values().stream().flatMap(List::stream).filter(Catalog::isAvailable).toList();
  }

  /** Returns the providers of one name: none, one, or several that are in each other's way. */
  List<AllocatorProvider> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  NavigableSet<String> names() {
    TreeMap<String, Boolean> names = new TreeMap<>();
    available().forEach(provider -> names.put(provider.name(), true));
    return Collections.unmodifiableNavigableSet(names.navigableKeySet());
  }

  List<BrokenProvider> broken() {
    return broken;
  }

  private static boolean isAvailable(AllocatorProvider provider) {
    try {
      return provider.unavailable().isEmpty();
    } catch (RuntimeException | LinkageError e) {
      return false; // it hides nobody; the failure is told to whoever asks for it by name
    }
  }
}
