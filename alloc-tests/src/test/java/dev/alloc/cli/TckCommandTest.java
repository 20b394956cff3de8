package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

/** The command with real allocators, once in JVMs of its own for what only they can show. */
class TckCommandTest {
  private static final Set<String> NAMES =
      Set.of("impl", "architecture", "rule", "verdict", "reason");

  @TempDir private Path folder;

  @Test
  void whatWasFoundIsShownAndWritten() throws IOException {
    Path json = folder.resolve("tck.json");
    Path html = folder.resolve("tck.html");
    Path junit = folder.resolve("tck.xml");
    Executed executed =
        Executed.of(
            "tck",
            "--impl=avr16",
            "--impl=failing",
            "-Dalloc.failing.nth=3",
            "--rules=1.3,6.4",
            "--scale=0.01",
            "--seed=17",
            "--jobs=2",
            "--json=" + json,
            "--html=" + html,
            "--junit=" + junit);
    assertEquals(1, executed.exitCode(), executed.err());
    List<?> rows = JSON.std.listFrom(Files.readString(json));
    assertEquals(4, rows.size(), rows::toString);
    rows.forEach(row -> assertEquals(NAMES, ((Map<?, ?>) row).keySet()));
    assertEquals(
        "{impl=avr16, architecture=avr16, rule=1.3, verdict=passed, reason=}",
        rows.getFirst().toString());
    assertTrue(rows.get(2).toString().contains("verdict=failed, reason="), rows::toString);
    assertEquals(
        "{impl=failing, architecture=%s, rule=6.4, verdict=skipped, reason='failing+system' does not declare PEAK}"
            .formatted(System.getProperty("os.arch")),
        rows.getLast().toString());
    assertTrue(executed.out().contains("Failed: failing: 1.3: "), executed.out());
    assertTrue(
        executed.out().contains("Skipped: 6.4 of failing: it does not declare PEAK"),
        executed.out());
    assertTrue(executed.out().contains("seed 17, scale 0.01, "), executed.out());
    assertTrue(executed.err().contains("] avr16: 2 passed, 0 failed, 0 skipped"), executed.err());
    String page = Files.readString(html);
    assertTrue(page.contains("<h3 id=\"1.3\">1.3 The address is not 0 and is unique"), page);
    assertTrue(page.contains("and 0 means &quot;none&quot; to nearly all of them"), "the intent");
    assertTrue(page.contains("OutOfMemoryError"), "the failure");
    String xml = Files.readString(junit);
    assertTrue(xml.contains("<testsuite name=\"failing\" tests=\"2\" failures=\"1\""), xml);
  }

  @Test
  void whatNothingWasVerifiedOfHasNotPassed() {
    Executed executed = Executed.of("tck", "--impl", "system", "--rules", "10.1");
    assertEquals(2, executed.exitCode(), executed.out());
  }

  @Test
  void fuzzingSaysHowMuchWasPlayedAndHowFast() {
    Executed executed = Executed.of("tck", "--impl=heap", "--fuzz=60000", "--seed=3");
    assertEquals(0, executed.exitCode(), executed.out());
    assertTrue(executed.out().contains("heap: 60,000 operations, "), executed.out());
    assertTrue(executed.out().contains("seed 3, "), executed.out());
  }
}
