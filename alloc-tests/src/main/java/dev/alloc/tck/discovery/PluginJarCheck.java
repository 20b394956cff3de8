package dev.alloc.tck.discovery;

import dev.alloc.AllocatorProvider;
import dev.alloc.Allocators;
import dev.alloc.tck.trial.Failures;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;

/**
 * Rule 11.1 for one plugin as it is delivered.
 *
 * @param plugin the JAR or folder
 * @param name the allocator that is to be found in it
 */
public record PluginJarCheck(InstalledPlugin plugin, String name) {
  private static final String RULE = "11.1";

  public void run() throws IOException {
    List<String> services = plugin.services();
    check(!services.isEmpty(), "has no META-INF/services/" + AllocatorProvider.class.getName());
    ModuleDescriptor module = plugin.module();
    check(!module.isAutomatic(), "has no module-info.class");
    List<String> provided = InstalledPlugin.provided(module);
    check(
        new TreeSet<>(services).equals(new TreeSet<>(provided)),
        "names %s in its service file but its module provides %s".formatted(services, provided));
    List<String> onClassPath = foundOnClassPath();
    check(onClassPath.contains(name), notFound("class path", onClassPath));
    List<String> onModulePath = foundOnModulePath(module.name());
    check(onModulePath.contains(name), notFound("module path", onModulePath));
  }

  private List<String> foundOnClassPath() throws IOException {
    try (URLClassLoader loader = plugin.onClassPath()) {
      return Allocators.providers(loader).stream().map(AllocatorProvider::name).toList();
    }
  }

  /** Asks the API that the plugin's module reads, which may be another than this code's. */
  private List<String> foundOnModulePath(String module) {
    try {
      ModuleLayer layer = plugin.onModulePath(module);
      ClassLoader loader = layer.findLoader(module);
      Class<?> api = loader.loadClass(Allocators.class.getName());
      Class<?> provider = loader.loadClass(AllocatorProvider.class.getName());
      Object found = api.getMethod("providers", ClassLoader.class).invoke(null, loader);
      List<String> names = new ArrayList<>();
      for (Object each : (List<?>) found) {
        names.add((String) provider.getMethod("name").invoke(each));
      }
      names.addAll(foundAndUnavailable(layer, provider));
      return names;
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw Failures.because(RULE, plugin.location() + " cannot be used on the module path", e);
    }
  }

  /**
   * Those that say why they cannot be had: the JDK may be open to one path and not to the other.
   */
  private static List<String> foundAndUnavailable(ModuleLayer layer, Class<?> provider)
      throws ReflectiveOperationException {
    PluginJarCheck.class.getModule().addUses(provider);
    List<String> names = new ArrayList<>();
    for (Object each : ServiceLoader.load(layer, provider)) {
      Optional<?> reason = (Optional<?>) provider.getMethod("unavailable").invoke(each);
      if (reason.isPresent()) {
        names.add((String) provider.getMethod("name").invoke(each));
      }
    }
    return names;
  }

  private String notFound(String path, List<String> found) {
    return "on the %s: '%s' is not found, only %s".formatted(path, name, found);
  }

  private void check(boolean condition, String message) {
    if (!condition) {
      throw Failures.of(RULE, plugin.location().getFileName() + " " + message);
    }
  }
}
