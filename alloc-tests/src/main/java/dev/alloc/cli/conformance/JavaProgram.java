package dev.alloc.cli.conformance;

import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Java that tests.
 *
 * @param launcher its {@code bin/java}
 * @param version of its JVM, with the name of that
 * @param architecture the processor it is made for
 */
public record JavaProgram(Path launcher, String version, String architecture) {
  private static final int OLDEST = 25;

  /**
   * Returns the one that runs this.
   *
   * @return this JVM's own launcher
   */
  public static JavaProgram own() {
    Path launcher = Path.of(System.getProperty("java.home"), "bin", "java");
    Map<String, String> properties = new HashMap<>();
    for (String name : List.of("java.vm.version", "java.vm.name", "os.arch")) {
      properties.put(name, System.getProperty(name, ""));
    }
    return described(launcher, properties);
  }

  /**
   * Asks a Java what it is.
   *
   * @param launcher its {@code bin/java}
   * @return the Java
   * @throws BadInputException if it cannot be run or is too old
   */
  public static JavaProgram at(Path launcher) {
    String printed = ask(launcher);
    Map<String, String> properties = new HashMap<>();
    printed
        .lines()
        .map(line -> line.split(" = ", 2))
        .filter(setting -> setting.length == 2)
        .forEach(setting -> properties.put(setting[0].strip(), setting[1].strip()));
    String specification = properties.getOrDefault("java.specification.version", "");
    if (!specification.matches("\\d+")) {
      throw new BadInputException(
          "--java %s is no Java; it printed:%n%s".formatted(launcher, printed.strip()));
    }
    if (Integer.parseInt(specification) < OLDEST) {
      throw new BadInputException(
          "--java %s is Java %s; allocators need Java %d or later."
              .formatted(launcher, specification, OLDEST));
    }
    return described(launcher, properties);
  }

  /**
   * Returns the same under another name for its processor.
   *
   * @param name what reports call the processor
   * @return the Java
   */
  public JavaProgram onArchitecture(String name) {
    return new JavaProgram(launcher, version, name);
  }

  private static JavaProgram described(Path launcher, Map<String, String> properties) {
    return new JavaProgram(
        launcher,
        "%s (%s)".formatted(properties.get("java.vm.version"), properties.get("java.vm.name")),
        properties.getOrDefault("os.arch", "unknown"));
  }

  private static String ask(Path launcher) {
    if (!Files.isExecutable(launcher) || Files.isDirectory(launcher)) {
      throw new BadInputException(
          "--java %s is not a program; give the bin/java of a JDK.".formatted(launcher));
    }
    try {
      Process process =
          new ProcessBuilder(launcher.toString(), "-XshowSettings:properties", "-version")
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return printed;
    } catch (IOException e) {
      throw new BadInputException("--java %s cannot be run: %s".formatted(launcher, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BadInputException("ended while asking %s what it is".formatted(launcher), e);
    }
  }
}
