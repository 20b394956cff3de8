package dev.alloc.tck.selftest;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** JARs with something missing, in the folder for temporary files. */
final class PluginJars {

  private PluginJars() {}

  static Path withoutServices() {
    return jar("no-services", "README", "nothing to find here");
  }

  static Path withoutModule() {
    return jar(
        "no-module",
        "META-INF/services/dev.alloc.AllocatorProvider",
        "dev.alloc.system.SystemProvider");
  }

  private static Path jar(String name, String entry, String text) {
    try {
      Path jar = Files.createTempFile("alloc-" + name, ".jar");
      jar.toFile().deleteOnExit();
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file)) {
        out.putNextEntry(new JarEntry(entry));
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a JAR for the self-test", e);
    }
  }
}
