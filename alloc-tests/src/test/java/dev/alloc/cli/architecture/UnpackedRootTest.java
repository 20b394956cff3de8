package dev.alloc.cli.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnpackedRootTest {
  @TempDir private Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void createRoot() throws IOException {
    folder = Files.createDirectory(temporary.resolve("root"));
  }

  @Test
  void absoluteLinksLeadToTheFilesInside() throws IOException {
    Path configuration = Files.createDirectories(folder.resolve("etc/java")).resolve("jvm.cfg");
    Files.writeString(configuration, "inside");
    Path link = Files.createDirectories(folder.resolve("usr/lib")).resolve("jvm.cfg");
    Files.createSymbolicLink(link, Path.of("/etc/java/jvm.cfg"));

    new UnpackedRoot(folder).makeLinksRelative();

    assertEquals("inside", Files.readString(link));
    assertFalse(Files.readSymbolicLink(link).isAbsolute());
  }

  @Test
  void relativeLinksStayAsTheyAre() throws IOException {
    Path link = folder.resolve("libz.so");
    Files.createSymbolicLink(link, Path.of("libz.so.1"));

    new UnpackedRoot(folder).makeLinksRelative();

    assertEquals(Path.of("libz.so.1"), Files.readSymbolicLink(link));
  }

  @Test
  void whatIsUnpackedIntoLibIsInUsr() throws IOException {
    new UnpackedRoot(folder).mergeFolders();
    Files.writeString(folder.resolve("lib/loader.so"), "");
    assertTrue(Files.exists(folder.resolve("usr/lib/loader.so")));
  }

  @Test
  void javaBecomesAScriptThatStartsTheEmulator() throws IOException, InterruptedException {
    Path java = program(folder.resolve("usr/lib/jvm/java-25/bin/java"), "the emulated program");
    Path emulator = program(temporary.resolve("qemu"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");

    new UnpackedRoot(folder).installLauncher(emulator, folder);

    Process process = new ProcessBuilder(java.toString(), "-version", "two words").start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor());
    assertEquals(
        """
        -L
        %s
        %s
        -Djdk.lang.Process.launchMechanism=FORK
        -version
        two words
        """
            .formatted(folder, java.resolveSibling("java.emulated")),
        output);
    assertEquals("the emulated program", Files.readString(java.resolveSibling("java.emulated")));
  }

  @Test
  void aRootWithoutJavaSaysWhatToDo() throws IOException {
    Files.createDirectories(folder.resolve("usr/lib/jvm"));
    BadInputException refused =
        assertThrows(BadInputException.class, new UnpackedRoot(folder)::java);
    assertEquals(
        "There is no Java in %s; delete %s to have it fetched again."
            .formatted(folder.resolve("usr/lib/jvm"), folder),
        refused.getMessage());
  }

  @Test
  void deletingDoesNotFollowLinks() throws IOException {
    Path kept = Files.createDirectory(temporary.resolve("kept"));
    Path file = Files.writeString(kept.resolve("file"), "");
    Files.createSymbolicLink(folder.resolve("link"), kept);

    UnpackedRoot.delete(folder);

    assertFalse(Files.exists(folder));
    assertTrue(Files.exists(file));
  }

  private static Path program(Path file, String text) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
