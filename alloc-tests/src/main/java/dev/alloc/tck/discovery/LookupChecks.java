package dev.alloc.tck.discovery;

import dev.alloc.Allocator;
import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider;
import dev.alloc.tck.Lookup;
import dev.alloc.tck.trial.Failures;
import dev.alloc.tck.upstream.Spec;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.function.Executable;

/**
 * The parts of chapter 11 that are about names.
 *
 * @param rule the rule's number, for messages
 * @param lookup what is checked
 * @param spec the spec under test
 * @param options its options
 */
public record LookupChecks(String rule, Lookup lookup, String spec, Map<String, String> options) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final List<String> PLUGINS =
      List.of("arena", "counting", "debug", "system", "tracking");

  public void namesAreWellFormed() {
    TreeSet<String> seen = new TreeSet<>();
    for (AllocatorProvider provider : lookup.providers()) {
      String name = provider.name();
      check(
          NAME.matcher(name).matches(),
          "'%s' of %s is not lower-case letters, digits and dashes"
              .formatted(name, provider.getClass().getName()));
      check(name.equals(provider.name()), "'" + name + "' has another name when asked again");
      seen.add(name);
    }
    String outermost = new Spec(spec).outermost();
    check(seen.contains(outermost), "'" + outermost + "' is not among those listed: " + seen);
  }

  public void misspeltNamesAreExplained() {
    String outermost = new Spec(spec).outermost();
    String typo = misspelt(outermost);
    String message = message("an allocator named " + typo, () -> create(typo));
    check(message.contains("'" + typo + "'"), "the name asked for is not in: " + message);
    for (String name : names()) {
      check(message.contains(name), "'" + name + "' is there and not in: " + message);
    }
    check(
        message.contains("'" + outermost + "'"),
        "the nearest name, '" + outermost + "', is not proposed in: " + message);
    String again = message("the same name again", () -> create(typo));
    check(message.equals(again), "asked again the answer was another: " + again);
  }

  public void retiredNamesHaveTheirOwnAnswers() {
    String paranoid = message("'paranoid'", () -> create("paranoid"));
    check(
        paranoid.contains("debug") && paranoid.toLowerCase(Locale.ROOT).contains("valgrind"),
        "'paranoid' is not answered with debug and Valgrind but: " + paranoid);
    String fast = message("'fast'", () -> create("fast"));
    check(fast.contains("use system"), "'fast' is not answered with system but: " + fast);
  }

  public void missingPluginsAreNamed() {
    for (String plugin : PLUGINS) {
      if (!names().contains(plugin)) {
        String message = message("'" + plugin + "'", () -> create(plugin));
        check(
            message.contains("alloc-" + plugin),
            "the JAR that would bring '" + plugin + "' is not in: " + message);
      }
    }
  }

  public void rivalsAreBothNamed(Path folder) throws IOException {
    String outermost = new Spec(spec).outermost();
    Path jar = folder.resolve("tck-rival.jar");
    new PluginFiles().withProvider("tck.rival.Provider", outermost).write(jar);
    try (URLClassLoader loader = loader(jar)) {
      String message =
          message("one of two allocators named '" + outermost + "'", () -> create(spec, loader));
      for (AllocatorProvider provider : lookup.providers()) {
        String own =
            InstalledPlugin.locationOf(provider.getClass())
                .map(Path::getFileName)
                .map(Path::toString)
                .orElse("");
        check(
            !provider.name().equals(outermost) || message.contains(own),
            "two JARs provide '%s', and %s is not in: %s".formatted(outermost, own, message));
      }
      check(
          message.contains("tck-rival.jar"),
          "two JARs provide '%s', and tck-rival.jar is not in: %s".formatted(outermost, message));
    }
  }

  public void brokenProvidersHideNobody(Path folder) throws IOException {
    Path jar = folder.resolve("tck-broken.jar");
    new PluginFiles()
        .withMissingClass("tck.broken.Missing")
        .withMissingSuperclass("tck.broken.Orphan", "tck-orphan")
        .withThrowingConstructor("tck.broken.Throwing", "tck-throwing")
        .write(jar);
    try (URLClassLoader loader = loader(jar)) {
      healthyIsStillCreated(loader);
      AllocatorLookupException failure =
          RefusedLookup.of(rule, "a broken allocator", () -> create("tck-throwing", loader));
      String message = RefusedLookup.message(rule, failure);
      for (String broken : List.of("Missing", "OrphanAbsent", "Throwing", PluginFiles.REASON)) {
        check(
            message.contains(broken), "of a broken provider " + broken + " is not in: " + message);
      }
      check(
          failure.getCause() != null, "the failure of a broken provider has no cause: " + message);
    }
  }

  public void selectionIsAsAskedFor() {
    Map<String, String> properties = new HashMap<>();
    for (String property : System.getProperties().stringPropertyNames()) {
      if (property.startsWith("alloc.tck.")) {
        properties.put(property, System.getProperty(property));
      }
    }
    if (names().contains("system")) {
      String selected = lookup.selected(properties);
      check("system".equals(selected), "without a choice it is '" + selected + "', not 'system'");
    } else {
      String message = message("nothing", () -> lookup.selected(properties));
      check(message.contains("'system'"), "without a choice and without system: " + message);
    }
    String composed = new Spec(spec).composedName();
    try (Allocator allocator = create(spec)) {
      String name = allocator.name();
      check(name.equals(composed), "'%s' calls itself '%s'".formatted(spec, name));
    }
    properties.put("alloc.impl", spec);
    options.forEach((key, value) -> properties.put("alloc." + key, value));
    String selected = lookup.selected(properties);
    check(
        selected.equals(composed),
        "-Dalloc.impl=%s makes '%s' the current one".formatted(spec, selected));
  }

  public void nothingGoesUnderABase() {
    String composed = new Spec(spec).composedName();
    String base = composed.substring(composed.lastIndexOf('+') + 1);
    for (String wrong : List.of(base + '+' + base, base + '+' + spec)) {
      String message = message("'" + wrong + "'", () -> create(wrong));
      check(message.contains("'" + base + "'"), "the base is not named in: " + message);
    }
  }

  private void healthyIsStillCreated(ClassLoader loader) {
    try (Allocator healthy = create(spec, loader)) {
      healthy.stats();
    } catch (AllocatorLookupException e) {
      throw Failures.because(rule, "a broken provider hides '" + spec + "'", e);
    }
  }

  private TreeSet<String> names() {
    TreeSet<String> names = new TreeSet<>();
    lookup.providers().forEach(provider -> names.add(provider.name()));
    return names;
  }

  private String misspelt(String name) {
    String typo = name + name.charAt(name.length() - 1);
    while (names().contains(typo)) {
      typo += 'x';
    }
    return typo;
  }

  private Allocator create(String wanted) {
    return lookup.create(wanted, options);
  }

  private Allocator create(String wanted, ClassLoader loader) {
    return lookup.create(wanted, options, loader);
  }

  private static URLClassLoader loader(Path jar) throws IOException {
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, LookupChecks.class.getClassLoader());
  }

  private String message(String what, Executable call) {
    return RefusedLookup.message(rule, RefusedLookup.of(rule, what, call));
  }

  private void check(boolean condition, String message) {
    if (!condition) {
      throw Failures.of(rule, message);
    }
  }
}
