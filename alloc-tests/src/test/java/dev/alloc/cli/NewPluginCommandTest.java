package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a generated project does is verified by the tests of {@code dropin} and by the invoker. */
final class NewPluginCommandTest {
  private static final String VERSION = "--alloc-version=1.2.3";

  @TempDir private Path folder;

  @Test
  @DisplayName("the project is complete, named after the plugin, and its test compiles too")
  void writesAProject() throws IOException {
    Path project = folder.resolve("new").resolve("my-pool");
    Executed executed = Executed.of("new-plugin", "my-pool", project.toString(), VERSION);
    assertEquals(0, executed.exitCode(), executed.err());
    List<String> written;
    try (Stream<Path> files = Files.walk(project)) {
      written = files.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
    }
    assertEquals(
        written,
        executed.out().lines().takeWhile(line -> !line.isEmpty()).sorted().toList(),
        "printed and written");
    assertTrue(
        written.contains(
            project.resolve("src/main/java/com/example/mypool/MyPoolAllocator.java").toString()),
        written::toString);
    for (String file : written) {
      String text = Files.readString(Path.of(file));
      assertFalse(text.contains("{{"), () -> file + " has a place nothing was put into");
      assertTrue(text.endsWith("\n"), file);
    }
    String pom = Files.readString(project.resolve("pom.xml"));
    assertTrue(pom.contains("<alloc.version>1.2.3</alloc.version>"), pom);
    assertTrue(pom.contains("<junit.version>" + junitVersion() + "</junit.version>"), pom);
    assertEquals("", compilerMessages(project));
  }

  @Test
  @DisplayName("an empty folder will do, one that is not empty stays as it is")
  void overwritesNothing() throws IOException {
    Path taken = Files.writeString(folder.resolve("notes.txt"), "precious");
    refused("is not empty, and nothing was written", "pool", folder.toString(), VERSION);
    refused("is a file, and nothing was written", "pool", taken.toString(), VERSION);
    assertEquals("precious", Files.readString(taken));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertEquals(0, Executed.of("new-plugin", "pool", empty.toString(), VERSION).exitCode());
  }

  @Test
  @DisplayName("names that cannot be are refused before anything is written")
  void refusesNames() {
    String target = folder.resolve("target").toString();
    assertAll(
        Stream.of("", "Pool", "my_pool", "1st", "a-", "a--b", "a+b")
            .map(name -> () -> refused("is lower-case letters, digits", name, target, VERSION)));
    refused("already provides an allocator of this name", "counting", target, VERSION);
    refused("'com.example.int' is no name of a Java package", "int", target, VERSION);
    refused("'a..b' is no name of", "pool", target, "--package=a..b", VERSION);
    refused("Missing required parameter: 'NAME'");
    assertFalse(Files.exists(Path.of(target)));
  }

  private static void refused(String message, String... arguments) {
    String[] all =
        Stream.concat(Stream.of("new-plugin"), Stream.of(arguments)).toArray(String[]::new);
    Executed executed = Executed.of(all);
    assertEquals(2, executed.exitCode(), executed.out());
    assertTrue(executed.err().contains(message), executed.err());
  }

  /** Compiles as Maven would do it, the test beside the code, on the class path. */
  private String compilerMessages(Path project) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
        Stream<Path> files = Files.walk(project)) {
      List<Path> sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("module-info.java"))
              .toList();
      String classes = folder.resolve("classes").toString();
      compiler
          .getTask(
              messages,
              manager,
              null,
              List.of("-d", classes, "-proc:none", "-Xlint:all", "-Werror"),
              null,
              manager.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    return messages.toString();
  }

  /** The version that the TCK runs with, lest it meets another one in the project. */
  private static String junitVersion() {
    return Test.class.getModule().getDescriptor() == null
        ? String.valueOf(Test.class.getPackage().getImplementationVersion())
        : Test.class.getModule().getDescriptor().version().orElseThrow().toString();
  }
}
