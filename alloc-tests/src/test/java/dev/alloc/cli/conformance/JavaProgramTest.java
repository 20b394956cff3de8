package dev.alloc.cli.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaProgramTest {
  @TempDir private Path folder;

  @Test
  void anotherJavaSaysOfItselfWhatThisOneKnows() {
    JavaProgram own = JavaProgram.own();
    assertEquals(own, JavaProgram.at(own.launcher()));
    assertEquals(System.getProperty("os.arch"), own.architecture());
  }

  @Test
  void anOlderJavaIsRefused() throws IOException {
    Path launcher = program("echo '    java.specification.version = 17'");
    assertEquals(
        "--java %s is Java 17; allocators need Java 25 or later.".formatted(launcher),
        refusal(launcher));
  }

  @Test
  void anotherProgramIsRefusedWithWhatItPrinted() throws IOException {
    Path launcher = program("echo 'unknown option'");
    assertEquals(
        "--java %s is no Java; it printed:%nunknown option".formatted(launcher), refusal(launcher));
  }

  @Test
  void aFileThatIsNoProgramIsRefused() {
    assertEquals(
        "--java %s is not a program; give the bin/java of a JDK.".formatted(folder),
        refusal(folder));
  }

  private static String refusal(Path launcher) {
    return String.valueOf(
        assertThrows(BadInputException.class, () -> JavaProgram.at(launcher)).getMessage());
  }

  private Path program(String line) throws IOException {
    Path file = Files.writeString(folder.resolve("java"), "#!/bin/sh\n" + line + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
