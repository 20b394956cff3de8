package dev.alloc.tck.discovery;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a class with a main method in a new JVM that has everything this one has on its paths, and
 * may reach into the JDK as far as this one may.
 */
public final class ChildJvm {
  private static final List<String> INHERITED =
      List.of("--add-opens=", "--add-exports=", "--sun-misc-unsafe-memory-access=");

  private ChildJvm() {}

  /** Returns all that the program printed. */
  static String run(List<String> flags, Class<?> program) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("--enable-native-access=ALL-UNNAMED");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> INHERITED.stream().anyMatch(argument::startsWith))
        .forEach(command::add);
    command.addAll(flags);
    command.add("-classpath");
    command.add(paths());
    command.add(program.getName());
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + program.getName(), e);
    }
  }

  /** The class path and the module path, as one class path. */
  private static String paths() {
    String classPath = System.getProperty("java.class.path", "");
    return Optional.ofNullable(System.getProperty("jdk.module.path"))
        .map(modules -> modules + (classPath.isEmpty() ? "" : File.pathSeparator + classPath))
        .orElse(classPath);
  }
}
