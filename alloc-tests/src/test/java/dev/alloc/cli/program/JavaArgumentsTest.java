package dev.alloc.cli.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.cli.program.JavaArguments.Kind;
import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaArgumentsTest {

  @Test
  void theClassPathIsFoundInEachSpellingAndTheLastOneCounts() {
    for (String option : List.of("-cp", "-classpath", "--class-path")) {
      assertEquals("a:b", of("-cp", "old", option, "a:b", "Main").classPath());
    }
    assertEquals("a:b", of("--class-path=a:b", "Main").classPath());
    assertNull(of("Main").classPath());
  }

  @Test
  void whatFollowsTheMainClassBelongsToTheProgram() {
    JavaArguments arguments = of("-Xmx1g", "Main", "-cp", "x", "@y", "--", "");
    assertEquals(Kind.CLASS, arguments.kind());
    assertEquals("Main", arguments.program());
    assertEquals(List.of("-Xmx1g"), arguments.options());
    assertEquals(List.of("-cp", "x", "@y", "--", ""), arguments.programArguments());
  }

  @Test
  void theValueOfAnOptionIsNotTheMainClass() {
    JavaArguments arguments = of("--add-opens", "a/b=c", "--add-modules", "x", "-d", "y", "Main");
    assertEquals("Main", arguments.program());
    assertEquals(List.of("--add-opens=a/b=c", "--add-modules=x", "-d", "y"), arguments.options());
  }

  @Test
  void aJarMayComeAfterMoreOptions() {
    JavaArguments arguments = of("-jar", "-Dx=y", "app.jar", "-z");
    assertEquals(Kind.JAR, arguments.kind());
    assertEquals("app.jar", arguments.program());
    assertEquals(List.of("-Dx=y"), arguments.options());
    assertEquals(List.of("-z"), arguments.programArguments());
  }

  @Test
  void aModuleIsFoundInEachSpelling() {
    for (String[] spelling : new String[][] {{"-m", "q/q.Main"}, {"--module=q/q.Main"}}) {
      JavaArguments arguments = of(spelling);
      assertEquals(Kind.MODULE, arguments.kind());
      assertEquals("q/q.Main", arguments.program());
    }
    assertEquals("mods", of("-p", "mods", "-m", "q").modulePath());
  }

  @Test
  void nothingMayBeStarted() {
    assertEquals(Kind.NOTHING, of("-version").kind());
  }

  @Test
  void systemPropertiesAreRead() {
    assertEquals(
        Map.of("a", "b=c", "d", ""),
        of("-Da=x", "-Dd", "-Da=b=c", "Main", "-De=f").systemProperties());
  }

  @Test
  void filesOfArgumentsAreReadUpToTheMainClass(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "-cp 'a b' Main 1");
    JavaArguments arguments = of("@" + file, "@" + file);
    assertEquals("a b", arguments.classPath());
    assertEquals("Main", arguments.program());
    assertEquals(List.of("1", "@" + file), arguments.programArguments());
    assertEquals("@Main", of("@@Main").program());
    assertEquals("@" + file, of("--disable-@files", "@" + file).program());
  }

  @Test
  void whatIsMissingIsNamed() {
    assertRefused("-cp; its value is missing", "-cp");
    assertRefused("-jar; its value is missing", "-jar", "-Dx=y");
    assertRefused("missing.args cannot be read", "@missing.args");
  }

  private static void assertRefused(String message, String... arguments) {
    var refused = assertThrows(BadInputException.class, () -> of(arguments));
    assertTrue(refused.toString().contains(message), refused::toString);
  }

  private static JavaArguments of(String... arguments) {
    return JavaArguments.of(List.of(arguments));
  }
}
