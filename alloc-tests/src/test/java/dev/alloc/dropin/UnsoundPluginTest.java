package dev.alloc.dropin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.cli.Executed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that takes its process down loses the rule it did that in, and no other. */
@DisplayName("The tck command")
final class UnsoundPluginTest {
  @TempDir private static Path folder;
  private static Path plugin = Path.of("");

  @BeforeAll
  static void deliver() throws IOException {
    plugin =
        new LibFolder(folder)
            .withApi()
            .compile(
                "unsound",
                List.of("vendor.unsound.UnsoundProvider"),
                "module-info.java",
                "UnsoundProvider.java",
                "UnsoundAllocator.java");
  }

  @Test
  @DisplayName("goes on after a crash, a hang and an exit, and says of each what it was")
  void everyRuleHasAVerdict() {
    Executed executed =
        Executed.of(
            "tck",
            "--plugin",
            plugin.toString(),
            "--impl",
            "unsound",
            "--rules",
            "1.3,1.4,1.5,2.3,4.1",
            "--scale",
            "0.01",
            "--time-limit",
            "3");
    assertEquals(1, executed.exitCode(), executed.err());
    List<String> failures =
        executed.out().lines().filter(line -> line.startsWith("Failed: ")).toList();
    assertEquals(3, failures.size(), executed.out());
    assertTrue(
        failures.get(0).startsWith("Failed: unsound: 1.4: the JVM crashed: SIGSEGV (0xb)"),
        failures::toString);
    assertEquals("Failed: unsound: 1.5: did not end within 3 s; it stands at", failures.get(1));
    assertEquals("Failed: unsound: 2.3: the JVM ended with exit code 3", failures.get(2));
    assertTrue(executed.out().contains("unsound  .FF F .   "), executed.out());
  }

  @Test
  @DisplayName("names the episode in which fuzzing took the JVM down")
  void aCrashUnderFuzzingIsNotLost() {
    Executed executed =
        Executed.of(
            "tck",
            "--plugin=" + plugin,
            "--impl=unsound",
            "--fuzz=50000",
            "--seed=3",
            "--episode=4");
    assertEquals(1, executed.exitCode(), executed.err());
    assertTrue(
        executed
            .out()
            .lines()
            .anyMatch(
                line ->
                    line.startsWith("Failed: unsound: 3.7: the JVM crashed: SIGSEGV (0xb)")
                        && line.endsWith(", in episode 4 of seed 3")),
        executed.out());
  }
}
