package dev.alloc.dropin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alloc.AllocatorProvider;
import dev.alloc.Allocators;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A folder of JARs as a program is delivered with: the API, some plugins of ours, and strangers.
 */
final class LibFolder {
  private final Path work;
  private final Path lib;

  LibFolder(Path folder) throws IOException {
    work = Files.createDirectories(folder.resolve("work"));
    lib = Files.createDirectories(folder.resolve("lib"));
  }

  Path path() {
    return lib;
  }

  /** Adds the API, as a JAR even where it was not packed yet. */
  LibFolder withApi() throws IOException {
    return with("alloc-api.jar", locationOf(Allocators.class));
  }

  /** Adds the JAR of a plugin on this test's class path. */
  LibFolder withPlugin(String name) throws IOException {
    for (AllocatorProvider provider : Allocators.providers()) {
      if (provider.name().equals(name)) {
        return with("alloc-" + name + ".jar", locationOf(provider.getClass()));
      }
    }
    throw new IllegalArgumentException("no plugin '" + name + "' on the class path of this test");
  }

  /** Adds the JAR of a project as it was generated, compiled without a warning. */
  Path compile(String module, Path project) throws IOException {
    Path classes = Files.createDirectories(work.resolve(module + ".classes"));
    List<String> arguments = new ArrayList<>(List.of("-Xlint:all", "-Werror"));
    try (Stream<Path> sources = Files.walk(project.resolve("src/main/java"))) {
      sources.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }
    compile(module, classes, arguments);
    Path service = Path.of("META-INF/services", AllocatorProvider.class.getName());
    Files.createDirectories(classes.resolve(service).getParent());
    Files.copy(project.resolve("src/main/resources").resolve(service), classes.resolve(service));
    return pack(classes, lib.resolve(module + ".jar"));
  }

  /** Compiles a module from resources and adds its JAR. */
  Path compile(String module, List<String> services, String... sources) throws IOException {
    Path classes = Files.createDirectories(work.resolve(module + ".classes"));
    Path folder = Files.createDirectories(work.resolve(module + ".sources"));
    List<String> arguments = new ArrayList<>();
    for (String source : sources) {
      Path file = folder.resolve(source);
      try (InputStream in = LibFolder.class.getResourceAsStream(module + '/' + source)) {
        if (in == null) {
          throw new IllegalArgumentException("no resource " + module + '/' + source);
        }
        Files.copy(in, file);
      }
      arguments.add(file.toString());
    }
    compile(module, classes, arguments);
    if (!services.isEmpty()) {
      Path file = classes.resolve("META-INF/services/" + AllocatorProvider.class.getName());
      Files.createDirectories(file.getParent());
      Files.write(file, services);
    }
    return pack(classes, lib.resolve(module + ".jar"));
  }

  private void compile(String module, Path classes, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none"));
    all.addAll(List.of("--module-path", lib.toString()));
    all.addAll(arguments);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, System.out, System.err, all.toArray(String[]::new));
    if (result != 0) {
      throw new IllegalStateException(module + " does not compile, see above");
    }
  }

  /** Adds the JAR of a class on this test's class path. */
  LibFolder with(String name, Class<?> type) throws IOException {
    return with(name, locationOf(type));
  }

  private LibFolder with(String name, Path location) throws IOException {
    if (Files.isDirectory(location)) {
      pack(location, lib.resolve(name));
    } else {
      Files.copy(location, lib.resolve(name));
    }
    return this;
  }

  private static Path pack(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(each).toString().replace(File.separatorChar, '/');
        out.putNextEntry(new JarEntry(name));
        Files.copy(each, out);
      }
    }
    return jar;
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs a JVM to its end and returns all that it printed, its exit code at the end. */
  static List<String> java(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = new ArrayList<>();
    new String(process.getInputStream().readAllBytes(), UTF_8).lines().forEach(lines::add);
    lines.add("exit code " + process.waitFor());
    return lines;
  }
}
