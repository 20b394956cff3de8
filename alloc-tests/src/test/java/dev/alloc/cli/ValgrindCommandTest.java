package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alloc.cli.discovery.FoundProvider;
import dev.alloc.cli.memcheck.Valgrind;
import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

/**
 * Real runs. Each takes some ten seconds, so that all but one wait for {@code mvn verify
 * -Dtck.matrix.skip=false}, or for this test to be asked for by its name.
 */
class ValgrindCommandTest {
  private static final String PROGRAM = MemoryErrorsProgram.class.getName();
  private static final String CLASS_FILE = PROGRAM.replace('.', '/') + ".class";
  private static final String LATER = "tck.matrix.skip";
  private static final String WHY_LATER =
      "memcheck takes half a minute for it; run with -Dtck.matrix.skip=false";

  @TempDir private Path folder;

  @BeforeEach
  void needValgrind() throws IOException {
    assumeTrue(isInstalled(), "valgrind is not installed");
    Path file = folder.resolve(CLASS_FILE);
    Files.createDirectories(file.getParent());
    Path classes = FoundProvider.jarOf(MemoryErrorsProgram.class);
    Files.copy(classes.resolve(CLASS_FILE), file);
  }

  @Test
  @DisplayName("a write past a block, a write after free and a leak are reported with Java's sites")
  void errors() throws IOException {
    Executed executed = run("tracking", "overrun", "late", "leak");
    assertEquals(24, executed.exitCode(), executed.err());
    List<String> lines = executed.err().lines().toList();
    assertEquals("memcheck: 3 errors", lines.getFirst(), executed.err());
    assertInOrder(
        lines,
        "Invalid write of size 4",
        "    at Unsafe_PutInt (libjvm.so)",
        "  0 bytes after a block of 64 bytes at 0x",
        "  allocated by thread 'main'",
        at("overrun"),
        "Invalid write of size 8",
        "  at byte 8 of a block of 96 bytes at 0x",
        "  allocated by thread 'main'",
        at("late"),
        "  freed by thread 'main'",
        at("late"),
        "1234 bytes in 1 block were never freed (",
        "never freed, as 'tracking' knows it:",
        "  1234 bytes in 1 block allocated by thread 'main'",
        at("leak"));
    List<Map<String, Object>> rows = rows();
    assertEquals(3, rows.size(), rows::toString);
    assertEquals("InvalidWrite", rows.getFirst().get("kind"));
    assertEquals(64, rows.getFirst().get("offset"));
    assertEquals(false, rows.getFirst().get("freed"));
    assertEquals(true, rows.get(1).get("freed"));
    assertEquals(1234, rows.get(2).get("leakedBytes"));
  }

  @Test
  @DisabledIfSystemProperty(named = LATER, matches = "true", disabledReason = WHY_LATER)
  @DisplayName("a program without errors ends as it would without memcheck")
  void noErrors() throws IOException {
    for (String impl : List.of("system", "tracking", "arena", "debug")) {
      Executed executed = run(impl);
      assertEquals(42, executed.exitCode(), executed.err());
      assertTrue(executed.err().startsWith("memcheck: no errors"), executed.err());
      assertEquals(List.of(), rows());
    }
  }

  @Test
  @DisabledIfSystemProperty(named = LATER, matches = "true", disabledReason = WHY_LATER)
  @DisplayName("without tracking the same errors are found, without Java's sites")
  void system() throws IOException {
    Executed executed = run("system", "fill", "memset", "late", "twice", "leak");
    assertEquals(24, executed.exitCode(), executed.err());
    assertInOrder(
        executed.err().lines().toList(),
        "memcheck: 5 errors",
        "Invalid write of size 8",
        "    by Unsafe_SetMemory0 (libjvm.so)",
        "  0 bytes after a block of 48 bytes at 0x",
        "Invalid write of size 1",
        "    at memset",
        "  0 bytes after a block of 80 bytes at 0x",
        "Invalid write of size 8",
        "  at byte 8 of a block of 96 bytes at 0x",
        "Invalid free()",
        "  at byte 0 of a block of 112 bytes at 0x",
        "1234 bytes in 1 block were never freed (");
    assertFalse(executed.err().contains(".java:"), executed.err());
  }

  private Executed run(String impl, String... errors) {
    List<String> arguments = new ArrayList<>(List.of("valgrind", "--impl", impl));
    arguments.addAll(List.of("--json", json().toString(), "--"));
    arguments.addAll(List.of("-Xmx64m", "-cp", folder.toString(), PROGRAM));
    arguments.addAll(List.of(errors));
    return Executed.of(arguments.toArray(String[]::new));
  }

  private Path json() {
    return folder.resolve("errors.json");
  }

  private List<Map<String, Object>> rows() throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Object row : JSON.std.listFrom(Files.readString(json()))) {
      Map<String, Object> members = JSON.std.mapFrom(JSON.std.asString(row));
      rows.add(members);
    }
    return rows;
  }

  private static String at(String method) {
    return "    at %s.%s(MemoryErrorsProgram.java:".formatted(PROGRAM, method);
  }

  /** Finds lines that begin so, each after the one before. */
  private static void assertInOrder(List<String> lines, String... beginnings) {
    int next = 0;
    for (String beginning : beginnings) {
      while (next < lines.size() && !lines.get(next).startsWith(beginning)) {
        next++;
      }
      assertTrue(
          next++ < lines.size(),
          () ->
              "'%s' is missing or out of order in%n%s"
                  .formatted(beginning, String.join("\n", lines)));
    }
  }

  private static boolean isInstalled() {
    try {
      Valgrind.installed();
      return true;
    } catch (BadInputException notInstalled) {
      return false;
    }
  }
}
