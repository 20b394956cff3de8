package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alloc.cli.discovery.FoundProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs write nothing here: a child shares this JVM's output, which belongs to Surefire. */
class RunCommandTest {
  private static final String PROGRAM = SelectionProgram.class.getName();
  private static final String CLASS_FILE = PROGRAM.replace('.', '/') + ".class";

  @TempDir private Path folder;

  @Test
  void aClassRunsOnTheAllocatorAndItsExitCodeIsPassedOn() throws IOException {
    Path file = folder.resolve(CLASS_FILE);
    Files.createDirectories(file.getParent());
    Files.write(file, classFile());
    assertExitCode42("-cp", folder.toString(), PROGRAM);
  }

  @Test
  void anExecutableJarRunsOnTheAllocator() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, PROGRAM);
    Path file = folder.resolve("program.jar");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.putNextEntry(new JarEntry(CLASS_FILE));
      jar.write(classFile());
    }
    assertExitCode42("-jar", file.toString());
  }

  private static void assertExitCode42(String... program) {
    String[] arguments = new String[program.length + 5];
    arguments[0] = "run";
    arguments[1] = "--impl";
    arguments[2] = "counting";
    arguments[3] = "--";
    System.arraycopy(program, 0, arguments, 4, program.length);
    arguments[arguments.length - 1] = "counting+system";
    Executed executed = Executed.of(arguments);
    assertEquals(42, executed.exitCode(), executed.err());
  }

  private static byte[] classFile() throws IOException {
    return Files.readAllBytes(FoundProvider.jarOf(SelectionProgram.class).resolve(CLASS_FILE));
  }
}
