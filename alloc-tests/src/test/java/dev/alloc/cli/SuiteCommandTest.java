package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

/** The command with the real suite, once in its own JVMs for each thing that only they can show. */
class SuiteCommandTest {
  @TempDir private Path folder;

  @Test
  void countingIsMeasuredByDefaultAndComparedWithSystem() throws IOException {
    Path file = folder.resolve("suite.json");
    Executed executed = Executed.of("suite", "--repeat", "1", "--json", file.toString());
    assertEquals(0, executed.exitCode(), executed.err());
    List<Map<String, Object>> rows = rows(file);
    assertEquals(List.of("system", "counting"), rows.stream().map(row -> row.get("impl")).toList());
    assertEquals(1.0, rows.getFirst().get("ratioToSystem"));
    assertEquals(0, rows.getLast().get("liveBlocksAfter"));
    assertEquals(rows.getLast().get("programs"), rows.getLast().get("passed"));
    assertTrue(executed.out().lines().count() == 3, executed.out());
  }

  @Test
  void withoutNativeAccessTheHeapStillWorks() throws IOException {
    Path file = folder.resolve("suite.json");
    Executed executed =
        Executed.of(
            "suite",
            "--deny-native-access",
            "--impl",
            "heap",
            "--repeat",
            "1",
            "--json",
            file.toString());
    assertEquals(0, executed.exitCode(), executed.err());
    assertEquals(List.of("heap"), rows(file).stream().map(row -> row.get("impl")).toList());
    assertTrue(rows(file).getFirst().containsKey("ratioToSystem"), "null, not left out");
    assertTrue(executed.err().startsWith("Not compared with 'system': "), executed.err());
    assertEquals(1, executed.err().lines().count(), executed.err());
  }

  @Test
  void whatIsAskedForAndDeniedEndsWith2() {
    Executed executed =
        Executed.of("suite", "--deny-native-access", "--impl", "system", "--repeat", "1");
    assertEquals(2, executed.exitCode());
    assertEquals(1, executed.err().lines().count(), executed.err());
    assertTrue(executed.err().contains("--enable-native-access"), executed.err());
  }

  @Test
  void inThisProcessOnlyWhatIsAskedForIsMeasured() {
    Executed executed =
        Executed.of("suite", "--in-process", "--impl", "counting", "--repeat", "1", "--live", "3");
    assertEquals(0, executed.exitCode(), executed.err());
    assertEquals(2, executed.out().lines().count(), executed.out());
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> rows(Path file) throws IOException {
    return (List<Map<String, Object>>)
        (List<?>) Objects.requireNonNull(JSON.std.listFrom(Files.readString(file)));
  }
}
