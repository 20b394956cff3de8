package dev.alloc;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Builds plugin JARs as a stranger would: sources, compiler, service file. */
final class PluginJar {
  private final Path folder;
  private final List<FakePlugin> plugins = new ArrayList<>();
  private final List<String> alsoNamed = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();

  /** Starts a JAR; sources and classes are put beside it. */
  PluginJar(Path folder) {
    this.folder = folder;
  }

  PluginJar with(FakePlugin plugin) {
    plugins.add(plugin);
    return this;
  }

  /** Names a class in the service file that is not in the JAR. */
  PluginJar alsoNaming(String className) {
    alsoNamed.add(className);
    return this;
  }

  /** Leaves out a class that the others need. */
  PluginJar without(String className) {
    removed.add(className);
    return this;
  }

  Path write(String fileName) {
    try {
      Path work = Files.createDirectories(folder.resolve(fileName + ".work"));
      Path classes = compile(work);
      for (String className : removed) {
        Files.delete(classes.resolve(className.replace('.', '/') + ".class"));
      }
      Path services = classes.resolve("META-INF/services/" + AllocatorProvider.class.getName());
      Files.createDirectories(services.getParent());
      List<String> lines = new ArrayList<>(alsoNamed);
      plugins.forEach(plugin -> lines.add(plugin.className()));
      Files.write(services, lines);
      return pack(classes, folder.resolve(fileName));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A class loader that sees these JARs and the API. */
  static URLClassLoader loader(Path... jars) {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      try {
        urls[i] = jars[i].toUri().toURL();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new URLClassLoader(urls, PluginJar.class.getClassLoader());
  }

  private Path compile(Path work) throws IOException {
    Path classes = Files.createDirectories(work.resolve("classes"));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-d", classes.toString(), "-proc:none", "-nowarn"));
    arguments.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    for (FakePlugin plugin : plugins) {
      Path source = work.resolve(plugin.className().replace('.', '/') + ".java");
      Files.createDirectories(source.getParent());
      Files.writeString(source, plugin.source());
      arguments.add(source.toString());
    }
    if (plugins.isEmpty()) {
      return classes;
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, System.out, System.err, arguments.toArray(String[]::new));
    if (result != 0) {
      throw new IllegalStateException("the plugin does not compile, see above");
    }
    return classes;
  }

  private static Path pack(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString().replace('\\', '/')));
        Files.copy(each, out);
      }
    }
    return jar;
  }
}
