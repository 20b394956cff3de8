package dev.alloc.cli.request;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import picocli.CommandLine.Option;

/**
 * The option {@code --plugin}: JARs to be found beside those that are on the class path already.
 */
public final class PluginJars {

  @Option(
      names = "--plugin",
      paramLabel = "JAR",
      description = "A plugin's JAR to add to those found by themselves; may be repeated.")
  private final List<Path> jars = new ArrayList<>();

  /** Creates the option, for picocli to fill. */
  public PluginJars() {}

  /**
   * Returns the JARs by their full paths, each checked to be one.
   *
   * @return the paths, in the order they were given
   */
  public List<Path> paths() {
    jars.forEach(PluginJars::requireJar);
    return jars.stream().map(Path::toAbsolutePath).toList();
  }

  /**
   * Returns a loader that sees the JARs and everything on the class path.
   *
   * @return the loader, open for as long as the process lives
   */
  public ClassLoader loader() {
    ClassLoader own = PluginJars.class.getClassLoader();
    List<Path> paths = paths();
    return paths.isEmpty()
        ? own
        : new URLClassLoader(paths.stream().map(PluginJars::url).toArray(URL[]::new), own);
  }

  private static void requireJar(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new BadInputException(
          "--plugin %s: there is no such file; give the path of a plugin's JAR.".formatted(path));
    }
    try (var jar = new JarFile(path.toFile())) {
      jar.getManifest();
    } catch (IOException e) {
      throw new BadInputException(
          "--plugin %s is not a JAR: %s.".formatted(path, e.getMessage()), e);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(path + " has no URL", e);
    }
  }
}
