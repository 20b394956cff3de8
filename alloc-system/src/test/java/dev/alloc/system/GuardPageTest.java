package dev.alloc.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Native code that leaves its block, with a guard page and without; each in a JVM of its own. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class GuardPageTest {
  private static final String GUARD = "-Dalloc.system.guard=page";

  @TempDir private Path folder;

  @Test
  @DisplayName("memset one byte past the end is stopped inside memset")
  void overrun() throws Exception {
    assertStopped(run(GUARD, "overrun"), "overrun");
    assertFinished(run("overrun"), "overrun");
  }

  @Test
  @DisplayName("memset over a block that was freed is stopped, after many other blocks as well")
  void useAfterFree() throws Exception {
    assertStopped(run(GUARD, "late"), "late");
    assertFinished(run("late"), "late");
  }

  private List<String> run(String... flagsAndError) throws Exception {
    return ChildJvm.run(
        NativeErrors.class,
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + folder.resolve("hs_err_%p.log")),
        flagsAndError);
  }

  private static void assertStopped(List<String> lines, String error) {
    assertTrue(lines.contains("before " + error), () -> "the program printed " + lines);
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("SIGSEGV") || line.contains("SIGBUS")),
        () -> "no signal is reported in " + lines);
    assertTrue(
        lines.stream().anyMatch(line -> line.matches("# C {2}\\[lib.*")), // where memset is
        () -> "the frame is not in the C library in " + lines);
    // 134, or 1 where no core file is wanted, as here.
    assertTrue(lines.getLast().matches("exit code (134|1)"), lines::getLast);
  }

  private static void assertFinished(List<String> lines, String error) {
    assertEquals(List.of("before " + error, "after " + error, "exit code 0"), lines);
  }
}
