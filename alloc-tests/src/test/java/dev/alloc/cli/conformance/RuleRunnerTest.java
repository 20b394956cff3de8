package dev.alloc.cli.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The JVM that tests")
final class RuleRunnerTest {

  @Test
  @DisplayName("skips, with the reason, what cannot be had in it")
  void absentAllocatorsAreSkipped() {
    assumeFalse(Boolean.getBoolean("alloc.tck.emulated"), "emulated machines can be had here");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RuleRunner runner = new RuleRunner(new PrintStream(out, true, UTF_8));
    assertTrue(runner.skip("counting+heap", Set.of("1.3")));
    List<Event> events =
        out.toString(UTF_8).lines().map(Event::read).flatMap(Optional::stream).toList();
    Finding finding = assertInstanceOf(Event.Ended.class, events.getFirst()).finding();
    assertEquals(Verdict.SKIPPED, finding.verdict());
    assertTrue(finding.reason().startsWith("'heap' cannot be had here: "), finding.reason());
    assertEquals(new Event.Finished(), events.getLast());
    out.reset();
    assertFalse(runner.skip("counting+system", Set.of("1.3")));
    assertEquals("", out.toString(UTF_8));
  }
}
