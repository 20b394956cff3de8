package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void withoutACommandTheCommandsAreListed() {
    Executed executed = Executed.of();
    assertEquals(2, executed.exitCode());
    for (String command :
        new String[] {"suite", "list", "run", "report", "tck", "completion", "help"}) {
      assertTrue(executed.err().contains("\n  " + command), executed.err());
    }
  }

  @Test
  void whatIsForTheSuiteItselfIsNotListed() {
    assertFalse(Executed.of("--help").out().contains("measure"));
    assertFalse(Executed.of("--help").out().contains("\n  verify"));
    assertFalse(Executed.of("run", "--help").out().contains("hand-over"));
  }

  @Test
  void helpKnowsEachCommand() {
    for (String command : new String[] {"suite", "list", "run", "report", "tck", "completion"}) {
      Executed executed = Executed.of("help", command);
      assertEquals(0, executed.exitCode());
      assertTrue(executed.out().startsWith("Usage: alloc " + command), executed.out());
    }
  }

  @Test
  void theVersionComesWithTheJavaInUse() {
    Executed executed = Executed.of("--version");
    assertEquals(0, executed.exitCode());
    assertTrue(executed.out().startsWith("alloc "), executed.out());
    assertTrue(
        executed.out().contains("Java " + System.getProperty("java.version")), executed.out());
  }

  @Test
  void theCompletionScriptIsAcceptedByBashAndKnowsTheAllocators()
      throws IOException, InterruptedException {
    Executed executed = Executed.of("completion");
    assertTrue(executed.out().contains("\"system\""), executed.out());
    assertEquals(0, Script.of("bash", "-n").withInput(executed.out()).run().exitCode());
  }
}
