package dev.alloc.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.junit.AllocationFailures;
import dev.alloc.junit.LeakCheck;
import dev.alloc.suite.lisp.Interpreter;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The programs of the suite")
@LeakCheck
final class ProgramsTest {
  private final List<Program> programs = Programs.load();

  @Test
  @DisplayName("are at least 200, each with a name of its own")
  void thereAreEnough() {
    Set<String> names = new HashSet<>(programs.stream().map(Program::name).toList());
    assertEquals(programs.size(), names.size(), "two programs have one name");
    assertTrue(programs.size() >= 200, "only " + programs.size());
  }

  @Test
  @DisplayName("allocate at least 10 000 blocks, and 20 of them hold 500 at once")
  void theyAllocateEnough() {
    Interpreter interpreter = new Interpreter();
    int large = 0;
    for (Program program : programs) {
      interpreter.run(program.text(), program.expected());
      large += interpreter.takeMostLive() >= 500 ? 1 : 0;
    }
    assertTrue(interpreter.allocations() >= 10_000, "only " + interpreter.allocations());
    assertTrue(large >= 20, "only " + large + " programs hold 500 blocks at once");
  }

  @TestFactory
  @AllocationFailures
  @DisplayName("survive the failure of each of their allocations")
  Stream<DynamicTest> theySurviveFailures() {
    Interpreter interpreter = new Interpreter();
    return programs.stream()
        .filter(program -> !program.name().startsWith("large/")) // more of the same
        .map(
            program ->
                DynamicTest.dynamicTest(
                    program.name(),
                    () -> assertNull(interpreter.run(program.text(), program.expected()))));
  }

  @Test
  @DisplayName("are read with their names, texts and outputs of several lines")
  void filesAreParsed() {
    List<Program> parsed =
        ProgramFile.parse("t", "; theme\n\n== one\n(a)\n(b)\n=> 1\n=> 2\n\n== two\n=>\n");
    assertEquals(List.of("t/one", "t/two"), parsed.stream().map(Program::name).toList());
    assertEquals("(a)\n(b)\n", new String(parsed.getFirst().text(), StandardCharsets.UTF_8));
    assertEquals("1\n2", parsed.getFirst().expectedText());
    assertEquals("", parsed.getLast().expectedText());
  }

  @Test
  @DisplayName("are refused without an output, with a name twice, with text after the output")
  void badFilesAreRefused() {
    Stream.of("== a\n(x)\n", "== a\n=> 1\n== a\n=> 2\n", "== a\n=> 1\n(x)\n")
        .forEach(
            content -> {
              var refused =
                  assertThrows(
                      IllegalArgumentException.class, () -> ProgramFile.parse("t", content));
              String message = String.valueOf(refused.getMessage());
              assertTrue(message.startsWith("t/a"), message);
            });
  }
}
