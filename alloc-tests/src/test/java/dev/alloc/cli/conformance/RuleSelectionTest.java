package dev.alloc.cli.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.cli.request.BadInputException;
import dev.alloc.tck.contract.Rule;
import dev.alloc.tck.contract.RuleBook;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A selection of rules")
final class RuleSelectionTest {
  private final RuleBook book =
      new RuleBook(
          List.of(
              new RuleBook.Chapter(
                  "1", "Things", List.of(entry("1.1", "since 0.1"), entry("1.2", "planned")))));

  @Test
  @DisplayName("leaves out what has no test, and says so when nothing is left")
  void plannedRulesAreNotRun() {
    assertEquals(Set.of("1.1"), RuleSelection.of(book, List.of("1")));
    BadInputException refused =
        assertThrows(BadInputException.class, () -> RuleSelection.of(book, List.of("1.2")));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("--rules 1.2: planned, without a test so far"),
        refused::toString);
  }

  private static RuleBook.Entry entry(String number, String since) {
    return new RuleBook.Entry(new Rule(number, "MUST"), since, "title", "prose");
  }
}
