package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.cli.discovery.FoundProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The command run")
class LeakWatchTest {
  private static final String PROGRAM = LeakingMain.class.getName();
  private static final String LINE = "at " + PROGRAM + ".main(LeakingMain.java:";

  @TempDir private Path folder;

  @BeforeEach
  void copyProgram() throws IOException {
    String classFile = PROGRAM.replace('.', '/') + ".class";
    Path copy = folder.resolve(classFile);
    Files.createDirectories(copy.getParent());
    Files.copy(FoundProvider.jarOf(LeakingMain.class).resolve(classFile), copy);
  }

  @Test
  @DisplayName("ends with 23 after a leak, and says on standard error who leaked")
  void failsOnLeak() {
    Executed executed = run(23, List.of("--fail-on-leak"), "leak", "0");
    assertTrue(executed.err().contains("tracking+system: 1 block (24 bytes) live"), executed.err());
    assertTrue(executed.err().contains(LINE), executed.err());
  }

  @Test
  @DisplayName("writes the report in the format of the file's name, and leaves the exit code alone")
  void report() throws IOException {
    Path text = folder.resolve("leak.txt");
    Executed executed = run(0, List.of("--report", text.toString()), "leak", "0");
    assertTrue(Files.readString(text).contains(LINE), Files.readString(text));
    assertEquals(
        "alloc: 1 block (24 bytes) live at the program's end, see " + text,
        executed.err().stripTrailing());
    Path json = folder.resolve("leak.json");
    run(23, List.of("--fail-on-leak", "--report", json.toString()), "leak", "0");
    assertEquals(Files.readString(text), report(json));
  }

  @Test
  @DisplayName("prints nothing and ends with 0 without a leak, but writes the report")
  void noLeak() throws IOException {
    Path text = folder.resolve("leak.txt");
    Files.writeString(text, "of an earlier run");
    Executed executed = run(0, List.of("--fail-on-leak", "--report", text.toString()), "free", "0");
    assertEquals("", executed.err());
    assertTrue(Files.readString(text).contains("0 blocks (0 bytes) live"), Files.readString(text));
    assertEquals("", run(0, List.of("--fail-on-leak"), "free", "0").err());
  }

  @Test
  @DisplayName("passes the program's own exit code on if it is not 0")
  void programFails() {
    assertTrue(run(7, List.of("--fail-on-leak"), "leak", "7").err().contains(LINE));
  }

  @Test
  @DisplayName("does not take a missing report for the absence of leaks")
  void noReport() throws IOException {
    Path json = folder.resolve("leak.json");
    List<String> options = List.of("--fail-on-leak", "--report", json.toString());
    for (String[] program : new String[][] {{"leak", "halt"}, {"nothing", "0"}}) {
      Executed executed = run(2, options, program);
      assertTrue(executed.err().startsWith("alloc: the program wrote no report"), executed.err());
      assertTrue(report(json).startsWith("No allocator is open"), report(json));
    }
    assertEquals(5, run(5, options, "nothing", "5").exitCode());
  }

  @Test
  @DisplayName("refuses before the start what cannot work")
  void badInput() {
    assertRefused("give --impl tracking+counting", "--impl", "counting", "--fail-on-leak");
    assertRefused(
        "ends in none of .json, .txt, ", "--impl", "tracking", "--report", folder + "/leak.doc");
    assertRefused(
        "there is no folder", "--impl", "tracking", "--report", folder + "/missing/leak.txt");
    Executed executed =
        Executed.of(
            "run", "--impl", "tracking", "--fail-on-leak", "--", "-Dalloc.tracking.report=-", "X");
    assertEquals(2, executed.exitCode());
    assertTrue(executed.err().contains("can write one report only"), executed.err());
  }

  private void assertRefused(String message, String... options) {
    List<String> command = new ArrayList<>(List.of("run"));
    command.addAll(List.of(options));
    command.addAll(List.of("--", "-cp", folder.toString(), PROGRAM, "leak", "0"));
    Executed executed = Executed.of(command.toArray(String[]::new));
    assertEquals(2, executed.exitCode(), executed.err());
    assertTrue(executed.err().contains(message), executed.err());
    assertFalse(executed.err().contains("\tat "), executed.err());
  }

  private Executed run(int expectedExitCode, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>(List.of("run", "--impl", "tracking"));
    command.addAll(options);
    command.addAll(List.of("--", "-XX:TieredStopAtLevel=1", "-cp", folder.toString(), PROGRAM));
    command.addAll(List.of(arguments));
    Executed executed = Executed.of(command.toArray(String[]::new));
    assertEquals(expectedExitCode, executed.exitCode(), executed.err());
    return executed;
  }

  private static String report(Path json) {
    return Executed.of("report", json.toString()).out();
  }
}
