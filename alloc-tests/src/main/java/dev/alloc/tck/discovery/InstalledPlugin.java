package dev.alloc.tck.discovery;

import dev.alloc.AllocatorProvider;
import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plugin as it is delivered: a JAR, or a folder of classes where it was not packed yet.
 *
 * @param location the JAR or the folder
 */
public record InstalledPlugin(Path location) {
  private static final String SERVICE = AllocatorProvider.class.getName();
  private static final String SERVICE_FILE = "META-INF/services/" + SERVICE;

  /** Returns where a class was loaded from; empty if its class loader does not say. */
  public static Optional<Path> locationOf(Class<?> type) {
    return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
        .map(source -> source.getLocation())
        .filter(location -> location.getProtocol().equals("file"))
        .map(location -> Path.of(URI.create(location.toString())));
  }

  /** The classes that the service file names. */
  List<String> services() throws IOException {
    if (Files.isDirectory(location)) {
      return services(location.resolve(SERVICE_FILE));
    }
    try (FileSystem jar = FileSystems.newFileSystem(location)) {
      return services(jar.getPath(SERVICE_FILE));
    }
  }

  /** The descriptor of the module that it is; automatic if it has none. */
  ModuleDescriptor module() {
    return ModuleFinder.of(location).findAll().stream()
        .map(ModuleReference::descriptor)
        .findFirst()
        .orElseThrow(() -> new FindException("no module in " + location));
  }

  /** The classes that its module provides. */
  static List<String> provided(ModuleDescriptor module) {
    return module.provides().stream()
        .filter(provides -> provides.service().equals(SERVICE))
        .flatMap(provides -> provides.providers().stream())
        .toList();
  }

  /** A class loader that sees this plugin on its class path, and no other plugin. */
  URLClassLoader onClassPath() throws IOException {
    URL[] urls = {location.toUri().toURL()};
    return new URLClassLoader(urls, new WithoutPlugins(location));
  }

  /** A layer in which this plugin's module is resolved, with what is on this JVM's paths. */
  ModuleLayer onModulePath(String module) {
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(ModuleFinder.of(location), readableModules(), Set.of(module));
    return ModuleLayer.boot()
        .defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader());
  }

  private static List<String> services(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }

  /** What is on the paths of this JVM, but for what cannot be a module. */
  private static ModuleFinder readableModules() {
    List<ModuleFinder> finders = new ArrayList<>();
    for (String property : List.of("jdk.module.path", "java.class.path")) {
      for (String entry : System.getProperty(property, "").split(File.pathSeparator, -1)) {
        ModuleFinder finder = ModuleFinder.of(Path.of(entry));
        if (!entry.isEmpty() && isReadable(finder)) {
          finders.add(finder);
        }
      }
    }
    return ModuleFinder.compose(finders.toArray(ModuleFinder[]::new));
  }

  private static boolean isReadable(ModuleFinder finder) {
    try {
      return !finder.findAll().isEmpty();
    } catch (FindException notAModule) {
      return false; // a module that needs it will say so
    }
  }

  /** Everything of this JVM but the classes of one plugin and the services of all. */
  private static final class WithoutPlugins extends ClassLoader {
    private final Path plugin;

    WithoutPlugins(Path plugin) {
      super(InstalledPlugin.class.getClassLoader());
      this.plugin = plugin;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      Class<?> type = super.loadClass(name, resolve);
      boolean api = type.getPackageName().equals(AllocatorProvider.class.getPackageName());
      if (!api && locationOf(type).filter(plugin::equals).isPresent()) {
        throw new ClassNotFoundException(name + " is to be loaded from " + plugin);
      }
      return type;
    }

    @Override
    public @Nullable URL getResource(String name) {
      return name.equals(SERVICE_FILE) ? null : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals(SERVICE_FILE) ? Collections.emptyEnumeration() : super.getResources(name);
    }
  }
}
