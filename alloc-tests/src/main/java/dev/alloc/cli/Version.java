package dev.alloc.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Answers {@code --version} with what Maven wrote into the JAR, and with the Java in use. */
final class Version implements IVersionProvider {
  private static final String POM = "/META-INF/maven/dev.alloc/alloc-tests/pom.properties";

  @Override
  public String[] getVersion() {
    return new String[] {
      "alloc " + ofThisJar().orElse("(compiled classes, not packaged)"),
      "Java %s (%s)"
          .formatted(System.getProperty("java.version"), System.getProperty("java.vendor")),
      "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch"))
    };
  }

  /** Returns the version of these classes, if they are packaged. */
  static Optional<String> ofThisJar() {
    try (InputStream pom = Version.class.getResourceAsStream(POM)) {
      if (pom == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(pom);
      return Optional.ofNullable(properties.getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException(POM + " cannot be read", e);
    }
  }
}
