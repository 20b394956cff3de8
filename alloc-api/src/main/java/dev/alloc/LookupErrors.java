package dev.alloc;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The words for a selection that fails: what was asked for, what is there, what to do. */
final class LookupErrors {
  private static final String OWN_PLUGINS = " arena counting debug system tracking ";
  private static final Map<String, String> RETIRED =
      Map.of(
          "paranoid", "use debug, or run under Valgrind (docs/valgrind.md).",
          "fast", "use system.");

  private LookupErrors() {}

  static AllocatorLookupException unknown(String asked, Catalog catalog) {
    StringBuilder message = new StringBuilder("No allocator named '" + asked + "'");
    if (RETIRED.containsKey(asked)) {
      return new AllocatorLookupException(message + ": " + RETIRED.get(asked));
    }
    message
        .append(". Found: ")
        .append(catalog.names().isEmpty() ? "none" : String.join(", ", catalog.names()))
        .append(". ")
        .append(advice(asked, catalog));
    if (catalog.broken().isEmpty()) {
      return new AllocatorLookupException(message.toString());
    }
    message.append(" Could not be loaded: ").append(join(catalog.broken())).append('.');
    return withCauses(message.toString(), catalog.broken());
  }

  static AllocatorLookupException ambiguous(String asked, List<AllocatorProvider> providers) {
    String origins =
        providers.stream()
            .map(provider -> ProviderScan.origin(provider.getClass()))
            .collect(Collectors.joining(" and "));
    String count = providers.size() == 2 ? "Two" : Integer.toString(providers.size());
    return new AllocatorLookupException(
        "%s JARs provide an allocator named '%s': %s. Remove one."
            .formatted(count, asked, origins));
  }

  static AllocatorLookupException unavailable(AllocatorProvider provider, String reason) {
    return new AllocatorLookupException(
        "The allocator '%s' of %s cannot be had here: %s"
            .formatted(provider.name(), ProviderScan.origin(provider.getClass()), reason));
  }

  static AllocatorLookupException notCreated(AllocatorProvider provider, Throwable cause) {
    return new AllocatorLookupException(
        "The allocator '%s' of %s could not be created: %s"
            .formatted(
                provider.name(),
                ProviderScan.origin(provider.getClass()),
                BrokenProvider.reason(cause)),
        cause);
  }

  private static String advice(String asked, Catalog catalog) {
    return NearestName.of(asked, catalog.names())
        .map(name -> "Did you mean '" + name + "'?")
        .orElseGet(
            () ->
                OWN_PLUGINS.contains(" " + asked + " ")
                    ? "Add alloc-" + asked + ".jar to the class path or module path."
                    : "A plugin JAR that provides it must be on the class path or module path.");
  }

  private static String join(List<BrokenProvider> broken) {
    return broken.stream().map(BrokenProvider::toString).collect(Collectors.joining("; "));
  }

  private static AllocatorLookupException withCauses(String message, List<BrokenProvider> broken) {
    var exception = new AllocatorLookupException(message, broken.getFirst().cause());
    broken.stream().skip(1).forEach(other -> exception.addSuppressed(other.cause()));
    return exception;
  }
}
