package dev.alloc.cli.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutableJarTest {
  @TempDir private Path folder;

  @Test
  void theManifestStandsForOptions() throws IOException {
    Path jar = jar("Main-Class", "my.Main", "Add-Opens", "java.base/java.nio java.base/java.lang");
    assertEquals(
        new ExecutableJar(
            "my.Main",
            List.of(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED")),
        ExecutableJar.read(jar.toString()));
  }

  @Test
  void withoutAMainClassThereIsNothingToRun() throws IOException {
    assertRefused("has no Main-Class", jar("Class-Path", "other.jar"));
  }

  @Test
  void whatOnlyJavaItselfCanStartIsRefused() throws IOException {
    assertRefused(
        "Launcher-Agent-Class", jar("Main-Class", "my.Main", "Launcher-Agent-Class", "my.Agent"));
  }

  @Test
  void whatIsNoJarIsRefused() throws IOException {
    assertRefused("missing.jar cannot be read", folder.resolve("missing.jar"));
    assertRefused("cannot be read", Files.writeString(folder.resolve("text.jar"), "text"));
  }

  private static void assertRefused(String message, Path jar) {
    var refused = assertThrows(BadInputException.class, () -> ExecutableJar.read(jar.toString()));
    assertTrue(refused.toString().contains(message), refused::toString);
  }

  private Path jar(String... attributes) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    for (int i = 0; i < attributes.length; i += 2) {
      manifest.getMainAttributes().putValue(attributes[i], attributes[i + 1]);
    }
    Path file = folder.resolve("my.jar");
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
    return file;
  }
}
