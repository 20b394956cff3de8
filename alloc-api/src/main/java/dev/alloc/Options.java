package dev.alloc;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The options in force: those of the system properties, overridden by those of the call.
 *
 * <p>Keys are {@code PLUGIN.OPTION}. A key that no plugin declares is refused where it matters: if
 * its plugin takes part, or if there is no such plugin (a misspelt name would go unnoticed).
 */
final class Options {
  private static final String PREFIX = "alloc.";
  private static final String[] RESERVED = {"impl", "junit.", "suite.", "tck."}; // not plugins

  private final NavigableMap<String, String> values = new TreeMap<>();

  private Options() {}

  static Options of(Properties properties, Map<String, String> overrides) {
    Options options = new Options();
    for (String property : properties.stringPropertyNames()) {
      if (property.startsWith(PREFIX) && !isReserved(property)) {
        options.values.put(property.substring(PREFIX.length()), properties.getProperty(property));
      }
    }
    overrides.forEach(
        (key, value) ->
            options.values.put(
                key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key, value));
    return options;
  }

  Optional<String> get(String plugin, String key) {
    return Optional.ofNullable(values.get(plugin + '.' + key));
  }

  /** Refuses keys of plugins that do not exist. */
  void refuseUnknownPlugins(Catalog catalog) {
    for (String key : values.keySet()) {
      String plugin = pluginOf(key);
      if (catalog.named(plugin).isEmpty()) {
        String nearest =
            NearestName.of(plugin, catalog.names())
                .map(
                    name ->
                        " Did you mean '" + PREFIX + name + key.substring(plugin.length()) + "'?")
                .orElse("");
        throw new AllocatorLookupException(
            "%s%s is not an option of any plugin found: %s.%s"
                .formatted(PREFIX, key, String.join(", ", catalog.names()), nearest));
      }
    }
  }

  /** Refuses keys that a plugin of the chain does not declare. */
  void refuseUnknownOptions(AllocatorProvider provider) {
    for (String key : values.keySet()) {
      String plugin = pluginOf(key);
      if (!plugin.equals(provider.name())) {
        continue;
      }
      String option = key.substring(Math.min(key.length(), plugin.length() + 1));
      if (!provider.options().containsKey(option)) {
        throw unknownOption(provider, key, option);
      }
    }
  }

  private static AllocatorLookupException unknownOption(
      AllocatorProvider provider, String key, String option) {
    TreeSet<String> known = new TreeSet<>(provider.options().keySet());
    String nearest =
        NearestName.of(option, known).map(name -> " Did you mean '" + name + "'?").orElse("");
    return new AllocatorLookupException(
        "%s%s is not an option of '%s'. Options: %s.%s"
            .formatted(
                PREFIX,
                key,
                provider.name(),
                known.isEmpty() ? "none" : String.join(", ", known),
                nearest));
  }

  private static String pluginOf(String key) {
    int dot = key.indexOf('.');
    return dot < 0 ? key : key.substring(0, dot);
  }

  private static boolean isReserved(String property) {
    String key = property.substring(PREFIX.length());
    for (String reserved : RESERVED) {
      if (reserved.endsWith(".") ? key.startsWith(reserved) : key.equals(reserved)) {
        return true;
      }
    }
    return false;
  }
}
