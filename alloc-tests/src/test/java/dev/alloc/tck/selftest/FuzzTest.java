package dev.alloc.tck.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.tck.fuzz.Counterexample;
import dev.alloc.tck.fuzz.Fuzzer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fuzzing finds planted mistakes, says them in a few steps, and finds none where there is none. */
@DisplayName("Fuzzing")
final class FuzzTest {
  private static final long SEED = 20;
  private static final long ENOUGH = 1_000_000;

  @ParameterizedTest
  @ValueSource(strings = {"reference", "confined", "relay", "pool"})
  @DisplayName("finds nothing wrong with an allocator that is right")
  void passesWhatIsRight(String name) {
    Fuzzer fuzzer = new Fuzzer(() -> Mutants.named(name).fixture().create(), SEED, 2);
    Optional<Counterexample> found = fuzzer.run(0, 100_000, _ -> {});
    assertEquals(List.of(), found.map(Counterexample::lines).orElse(List.of()));
    assertTrue(fuzzer.operations() >= 100_000, () -> fuzzer.operations() + " operations");
  }

  @ParameterizedTest
  @CsvSource({
    "overlaps-after-shrinking, 5",
    "odd-sizes-lose-a-byte, 2",
    "alignment-loses-contents, 2",
    "growing-counts-twice, 2",
  })
  @DisplayName("finds what is wrong and shrinks it to as many steps as it takes")
  void findsAndShrinks(String name, int steps) {
    Counterexample found = find(name, ENOUGH).orElseThrow();
    assertTrue(found.reproduced(), () -> String.join("\n", found.lines()));
    assertTrue(found.size() <= steps, () -> String.join("\n", found.lines()));
    assertEquals(found.lines(), find(name, ENOUGH).orElseThrow().lines(), "found once more");
  }

  @Test
  @DisplayName("finds what only several threads can break, and what each of them did")
  void findsRaces() {
    Counterexample found = find("cached-block-in-a-race", 10 * ENOUGH).orElseThrow();
    String text = String.join("\n", found.lines());
    assertTrue(text.contains("2 threads"), text);
    // How far it shrinks, and whether it happens again at all, is up to the scheduler.
    boolean toldByThread = text.contains("\n  0: ") || text.contains("\n  1: ");
    assertTrue(toldByThread || !found.reproduced(), text);
  }

  private static Optional<Counterexample> find(String mutant, long operations) {
    return new Fuzzer(() -> Mutants.named(mutant).fixture().create(), SEED, 2)
        .run(0, operations, _ -> {});
  }
}
