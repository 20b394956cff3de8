package dev.alloc.cli.scaffold;

import dev.alloc.cli.request.BadInputException;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a new plugin and its parts are called.
 *
 * @param name the allocator, as in {@code -Dalloc.impl=NAME}
 * @param packageName its package and module
 * @param type the beginning of the names of its types
 */
public record PluginName(String name, String packageName, String type) {
  private static final String RULE = "[a-z][a-z0-9]*(-[a-z0-9]+)*"; // rule 11.2

  /**
   * Derives the other names from the allocator's.
   *
   * @param name the allocator
   * @param packageName the package; null for the usual one
   * @return the names
   * @throws BadInputException if one of them cannot be
   */
  public static PluginName of(String name, @Nullable String packageName) {
    if (!name.matches(RULE)) {
      throw new BadInputException(
          "NAME %s: an allocator's name is lower-case letters, digits and single dashes between"
                  .formatted(quoted(name))
              + " them, and starts with a letter; for example my-pool.");
    }
    String used = packageName == null ? "com.example." + name.replace("-", "") : packageName;
    if (!SourceVersion.isName(used)) {
      throw new BadInputException(
          "%s is no name of a Java package; give one with --package, for example org.example.pool."
              .formatted(quoted(used)));
    }
    String type =
        Arrays.stream(name.split("-", -1))
            .map(PluginName::capitalized)
            .collect(Collectors.joining());
    return new PluginName(name, used, type);
  }

  /** Returns the folder of the package. */
  String folder() {
    return packageName.replace('.', '/');
  }

  private static String capitalized(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }
}
