package dev.alloc.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Answers {@code --version} with what Maven wrote into the JAR, and with the Java in use. */
final class Version implements IVersionProvider {
  private static final String POM = "/META-INF/maven/dev.alloc/alloc-tests/pom.properties";

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {
      "alloc " + ofThisJar(),
      "Java %s (%s)"
          .formatted(System.getProperty("java.version"), System.getProperty("java.vendor")),
      "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch"))
    };
  }

  private static String ofThisJar() throws IOException {
    try (InputStream pom = Version.class.getResourceAsStream(POM)) {
      if (pom == null) {
        return "(compiled classes, not packaged)";
      }
      Properties properties = new Properties();
      properties.load(pom);
      return properties.getProperty("version");
    }
  }
}
