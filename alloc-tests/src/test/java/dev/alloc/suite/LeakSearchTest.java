package dev.alloc.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A program that leaks under tracking")
final class LeakSearchTest {
  private static final Program GOOD = Program.of("t/good", "(list 1 2)", "(1 2)");
  private static final Program LEAKING =
      Program.of("t/leaking", "(string-length (string-repeat \"x\" 777))", "777");
  private static final long LOST_BYTES = 777 + 8;

  @Test
  @DisplayName("is named with the Java line that allocated the block, though measured without")
  void isReportedWithItsLine() {
    List<String> failures = run(() -> new LosingAllocator(tracking("8"), LOST_BYTES)).failures();
    assertEquals(1, failures.size(), failures::toString);
    String report = failures.getFirst();
    assertTrue(report.startsWith("t/leaking leaked 1 block; run again with stacks\n"), report);
    assertTrue(report.contains("\n  1 block (785 bytes) allocated\n    at "), report);
    assertTrue(
        report
            .lines()
            .anyMatch(line -> line.matches("    at .*Blocks\\.string\\(Blocks\\.java:\\d+\\)")),
        report);
    assertTrue(report.lines().anyMatch(line -> line.contains(".lisp.StringFunctions.")), report);
  }

  @Test
  @DisplayName("is said not to leak again if it does not")
  void mayNotLeakAgain() {
    List<String> failures = run(() -> tracking("8")).failures();
    assertEquals(
        List.of("t/leaking leaked 1 block; run again with stacks it did not leak"), failures);
  }

  /** Leaks in the passes that are measured; what happens in the search is up to its allocator. */
  private static SuiteRun run(Supplier<Allocator> withStacks) {
    Ledger ledger = Ledger.counting();
    ledger.lose(block -> block.byteSize() == LOST_BYTES);
    Allocator former = Allocators.current();
    try {
      return new SuiteHarness(Progress.NONE, List.of(GOOD, LEAKING, GOOD), withStacks)
          .run(ledger, 2, 0);
    } finally {
      ledger.close();
      Allocators.use(former);
    }
  }

  private static Allocator tracking(String depth) {
    return Allocators.create("tracking", Map.of("tracking.depth", depth));
  }
}
