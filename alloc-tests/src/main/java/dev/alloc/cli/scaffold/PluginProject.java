package dev.alloc.cli.scaffold;

import com.samskivert.mustache.Mustache;
import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The Maven project of a new plugin.
 *
 * @param plugin what it is called
 * @param allocVersion the version of alloc it is built against
 */
public record PluginProject(PluginName plugin, String allocVersion) {
  private static final String SOURCES = "src/main/java/";
  private static final String SERVICE =
      "src/main/resources/META-INF/services/dev.alloc.AllocatorProvider";

  /**
   * Returns the files that {@link #write} writes.
   *
   * @return paths within the project's folder
   */
  public List<String> files() {
    return List.copyOf(templates().keySet());
  }

  /**
   * Writes the project.
   *
   * @param folder where to, a folder that does not exist or is empty
   * @throws BadInputException if there is something already, or the folder cannot be written
   */
  public void write(Path folder) {
    requireEmpty(folder);
    Map<String, Object> values =
        Map.of(
            "name", plugin.name(),
            "package", plugin.packageName(),
            "folder", plugin.folder(),
            "type", plugin.type(),
            "allocVersion", allocVersion);
    templates().forEach((file, template) -> write(folder.resolve(file), template, values));
  }

  /** Each file with the resource that holds its text. */
  private Map<String, String> templates() {
    String main = SOURCES + plugin.folder() + '/';
    String test = "src/test/java/" + plugin.folder() + '/';
    Map<String, String> templates = new LinkedHashMap<>();
    templates.put("README.md", "README.md");
    templates.put("pom.xml", "pom.xml");
    templates.put(".gitignore", "gitignore");
    templates.put(SOURCES + "module-info.java", "module-info.java");
    templates.put(main + "package-info.java", "package-info.java");
    templates.put(main + plugin.type() + "Allocator.java", "Allocator.java");
    templates.put(main + plugin.type() + "Provider.java", "Provider.java");
    templates.put(SERVICE, "service");
    templates.put(test + plugin.type() + "TckTest.java", "TckTest.java");
    return templates;
  }

  private static void requireEmpty(Path folder) {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> there = Files.list(folder)) {
        if (there.findAny().isEmpty()) {
          return;
        }
      } catch (IOException e) {
        throw new BadInputException("%s cannot be read: %s.".formatted(folder, e), e);
      }
      throw new BadInputException(
          "The folder %s is not empty, and nothing was written; name another as DIR."
              .formatted(folder));
    }
    if (Files.exists(folder)) {
      throw new BadInputException(
          "%s is a file, and nothing was written; name a folder as DIR.".formatted(folder));
    }
  }

  private static void write(Path file, String template, Map<String, Object> values) {
    String text = Mustache.compiler().escapeHTML(false).compile(resource(template)).execute(values);
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new BadInputException("%s cannot be written: %s.".formatted(file, e), e);
    }
  }

  private static String resource(String template) {
    try (InputStream in = PluginProject.class.getResourceAsStream(template + ".mustache")) {
      byte[] bytes = Objects.requireNonNull(in, template).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(template + " cannot be read", e);
    }
  }
}
