package dev.alloc.cli.program;

import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The main class of a JAR and the options that its manifest stands for.
 *
 * <p>With {@code -jar} Java ignores the class path, so nothing could be added to it; a JAR on the
 * class path behaves the same (its {@code Class-Path} included) but for these.
 *
 * @param mainClass the class to start
 * @param options options of Java's launcher
 */
record ExecutableJar(String mainClass, List<String> options) {
  private static final Map<String, String> OPTIONS =
      Map.of("Add-Exports", "--add-exports=", "Add-Opens", "--add-opens=");

  static ExecutableJar read(String path) {
    try (JarFile jar = new JarFile(path)) {
      Manifest manifest = jar.getManifest();
      return of(path, manifest == null ? new Attributes() : manifest.getMainAttributes());
    } catch (IOException e) {
      throw new BadInputException("-jar %s cannot be read: %s.".formatted(path, e), e);
    }
  }

  private static ExecutableJar of(String path, Attributes attributes) {
    String mainClass = attributes.getValue(Attributes.Name.MAIN_CLASS);
    if (mainClass == null) {
      throw new BadInputException(
          "-jar %s: its manifest has no Main-Class; give the class path and the main class instead."
              .formatted(path));
    }
    if (attributes.getValue("Launcher-Agent-Class") != null) {
      throw new BadInputException(
          ("-jar %s: its manifest has a Launcher-Agent-Class, which Java starts with -jar only;"
                  + " give the class path, -javaagent and the main class %s instead.")
              .formatted(path, mainClass.trim()));
    }
    List<String> options = new ArrayList<>();
    OPTIONS.forEach(
        (name, option) -> {
          String packages = attributes.getValue(name);
          if (packages != null) {
            new StringTokenizer(packages)
                .asIterator()
                .forEachRemaining(one -> options.add(option + one + "=ALL-UNNAMED"));
          }
        });
    return new ExecutableJar(mainClass.trim(), options.stream().sorted().toList());
  }
}
