package dev.alloc.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An allocator that resets")
final class BulkReleaseTest {
  private static final Program GOOD = Program.of("t/good", "(list 1 2)", "(1 2)");

  @Test
  @DisplayName("is reset after each program")
  void afterEachProgram() {
    try (Ledger ledger = Ledger.resetting()) {
      SuiteRun run = new SuiteHarness(Progress.NONE, List.of(GOOD, GOOD)).run(ledger, 3, 0);
      assertEquals(List.of(), run.failures());
      assertEquals(6, ledger.resets());
    }
  }

  @Test
  @DisplayName("is reset after each pass if blocks are to stay alive during the pass")
  void afterEachPass() {
    try (Ledger ledger = Ledger.resetting()) {
      SuiteRun run = new SuiteHarness(Progress.NONE, List.of(GOOD, GOOD)).run(ledger, 3, 10);
      assertEquals(List.of(), run.failures());
      assertEquals(3, ledger.resets());
      assertEquals(0, ledger.liveBlocks());
    }
  }
}
