package dev.alloc.cli.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alloc.suite.SuiteRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  private final Outcomes outcomes = new Outcomes(Set.of("counting", "arena"));

  @Test
  void allIsWell() {
    measured(Runs.good("counting", 500_000));
    assertEquals(0, outcomes.exitCode());
    assertEquals("", explanation());
  }

  @Test
  void aFailedProgramEndsWith1() {
    measured(Runs.of("counting", 211, 500_000, OptionalLong.of(0), "sort: expected (1 2)"));
    assertEquals(1, outcomes.exitCode());
    assertEquals("counting: sort: expected (1 2)\n", explanation());
  }

  @Test
  void aProgramThatFailedWithoutAWordEndsWith1() {
    measured(Runs.of("counting", 210, 500_000, OptionalLong.of(0)));
    assertEquals(1, outcomes.exitCode());
    assertEquals("counting: 2 programs failed\n", explanation());
  }

  @Test
  void aLeakEndsWith1() {
    measured(Runs.of("counting", 212, 500_000, OptionalLong.of(7)));
    assertEquals(1, outcomes.exitCode());
    assertEquals("counting: 7 blocks leaked\n", explanation());
  }

  @Test
  void aCrashEndsWith1() {
    outcomes.add("arena", new Outcome.Refused("no arena here"));
    outcomes.add("counting", new Outcome.Crashed(134));
    assertEquals(1, outcomes.exitCode());
    assertEquals(
        "no arena here\ncounting: the JVM ended with exit code 134 before it had a result.\n",
        explanation());
  }

  @Test
  void whatWasAskedForAndCannotBeHadEndsWith2AndHidesNobody() {
    outcomes.add("arena", new Outcome.Refused("no arena here"));
    measured(Runs.good("counting", 500_000));
    assertEquals(2, outcomes.exitCode());
    assertEquals("no arena here\n", explanation());
    assertEquals("counting", outcomes.rows().getFirst().run().impl());
  }

  @Test
  void theReferenceMayBeMissing() {
    outcomes.add("system", new Outcome.Refused("denied"));
    measured(Runs.good("counting", 500_000));
    assertEquals(0, outcomes.exitCode());
    assertEquals("Not compared with 'system': denied\n", explanation());
  }

  private void measured(SuiteRun run) {
    outcomes.add(run.impl(), new Outcome.Measured(run));
  }

  private String explanation() {
    StringWriter text = new StringWriter();
    outcomes.explain(new PrintWriter(text));
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
