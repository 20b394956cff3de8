package dev.alloc.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The harness")
final class SuiteHarnessTest {
  private static final Program GOOD = Program.of("t/good", "(list 1 2)", "(1 2)");
  private static final Program WRONG = Program.of("t/wrong", "(+ 1 1)", "3");
  private static final Program LARGE_STRING =
      Program.of("t/large-string", "(string-length (string-repeat \"x\" 777))", "777");
  private static final long LARGE_STRING_BYTES = 777 + 8;

  private final Ledger global = Ledger.counting();
  private final Ledger ledger = Ledger.counting();
  private final Allocator former = Allocators.use(global);

  @AfterEach
  void close() {
    ledger.close(); // first: it may still be the global one, with blocks that were lost
    Allocators.use(former);
    global.close();
  }

  @Test
  @DisplayName("passes every program of the suite, in every pass, and leaves nothing behind")
  void allProgramsPass() {
    SuiteRun run = new SuiteHarness(Progress.NONE).run(ledger, 3, 0);
    assertEquals(List.of(), run.failures());
    assertEquals(run.programs(), run.passed());
    assertEquals(OptionalLong.of(0), run.liveBlocksAfter());
    assertEquals(0, ledger.liveBlocks());
    assertTrue(run.bestNanosPerPass() <= run.medianNanosPerPass(), run::toString);
    assertTrue(run.bestNanosPerPass() <= run.firstNanosPerPass(), run::toString);
  }

  @Test
  @DisplayName("names a program that prints something else, with both texts, once")
  void wrongResultIsNamed() {
    SuiteRun run = harness(GOOD, WRONG).run(ledger, 2, 0);
    assertEquals(List.of("t/wrong printed '2', expected '3'"), run.failures());
    assertEquals(1, run.passed());
  }

  @Test
  @DisplayName("names a program that leaks, with the number of blocks, and not the next one")
  void leakIsNamed() {
    ledger.lose(block -> block.byteSize() == LARGE_STRING_BYTES);
    SuiteRun run = harness(GOOD, LARGE_STRING, GOOD).run(ledger, 2, 0);
    assertEquals(List.of("t/large-string leaked 1 block"), run.failures());
    assertEquals(2, run.passed());
    assertEquals(OptionalLong.of(2), run.liveBlocksAfter(), "one block in each pass");
  }

  @Test
  @DisplayName("notices a leak in a pass that is neither the first nor the last")
  void lateLeakIsNamed() {
    int[] seen = {0};
    ledger.lose(block -> block.byteSize() == LARGE_STRING_BYTES && ++seen[0] == 3);
    SuiteRun run = harness(LARGE_STRING).run(ledger, 5, 0);
    assertEquals(List.of("t/large-string leaked 1 block"), run.failures());
  }

  @Test
  @DisplayName("names a program for which memory ran out, and goes on with the next")
  void outOfMemoryIsNamed() {
    SuiteHarness harness =
        new SuiteHarness((impl, done, expected, nanos) -> ledger.failAt(3), List.of(GOOD, GOOD));
    SuiteRun run = harness.run(ledger, 2, 0);
    assertEquals(1, run.failures().size(), run::toString);
    assertTrue(
        run.failures().getFirst().startsWith("t/good failed with java.lang.OutOfMemoryError"),
        run::toString);
    assertEquals(1, run.passed());
    assertEquals(0, ledger.liveBlocks());
  }

  @Test
  @DisplayName("keeps as many blocks alive as it is asked to, and frees them")
  void blocksAreKeptAlive() {
    List<Integer> live = new ArrayList<>();
    SuiteHarness harness =
        new SuiteHarness(
            (impl, done, expected, nanos) -> live.add(ledger.liveBlocks()), List.of(GOOD));
    SuiteRun run = harness.run(ledger, 2, 100);
    assertEquals(List.of(100, 100), live);
    assertEquals(OptionalLong.of(0), run.liveBlocksAfter());
  }

  @Test
  @DisplayName("frees what it kept alive when there is not enough memory for all of it")
  void tooManyBlocksToKeepAlive() {
    ledger.failAt(50);
    assertThrows(OutOfMemoryError.class, () -> harness(GOOD).run(ledger, 1, 100));
    assertEquals(0, ledger.liveBlocks());
  }

  @Test
  @DisplayName("tells after each pass how many are done and how many there will be")
  void progressIsTold() {
    List<String> told = new ArrayList<>();
    SuiteHarness harness =
        new SuiteHarness(
            (impl, done, expected, nanos) -> {
              assertTrue(nanos > 0, "a pass without time");
              told.add(impl + " " + done + " of " + expected);
            },
            List.of(GOOD));
    harness.run(ledger, 2, 0);
    assertEquals(List.of("ledger 1 of 2", "ledger 2 of 2"), told);
  }

  @Test
  @DisplayName("says nothing of live blocks where the allocator does not count")
  void unknownStaysUnknown() {
    try (Ledger silent = Ledger.silent()) {
      assertEquals(OptionalLong.empty(), harness(GOOD).run(silent, 1, 0).liveBlocksAfter());
    }
  }

  @Test
  @DisplayName("counts the allocations of one pass, the same in each")
  void allocationsAreCounted() {
    long once = harness(GOOD).run(ledger, 1, 0).allocationsPerPass();
    assertEquals(once, harness(GOOD).run(ledger, 5, 0).allocationsPerPass());
    assertEquals(2 * once, harness(GOOD, GOOD).run(ledger, 1, 0).allocationsPerPass());
  }

  @Test
  @DisplayName("restores the global allocator")
  void globalAllocatorIsRestored() {
    harness(GOOD).run(ledger, 1, 0);
    assertSame(global, Allocators.current());
  }

  @Test
  @DisplayName("refuses negative numbers")
  void negativeNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> harness(GOOD).run(ledger, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> harness(GOOD).run(ledger, 1, -1));
  }

  private static SuiteHarness harness(Program... programs) {
    return new SuiteHarness(Progress.NONE, List.of(programs));
  }
}
