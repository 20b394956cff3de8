package dev.alloc.tck.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The TCK finds what is wrong with a wrong allocator, all of it, and nothing else. */
@DisplayName("The TCK")
final class SelfTest {
  private static final int SHORTEST_MESSAGE = 30;
  private static final Set<String> ALWAYS_SKIPPED =
      Set.of("10.1"); // the build's matrix is its test

  static Collection<Mutant> wrong() {
    return Mutants.wrong();
  }

  static Collection<Mutant> right() {
    return Mutants.right();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  @DisplayName("fails exactly the rules that a wrong allocator breaks")
  void failsWhatIsBroken(Mutant mutant) throws InterruptedException {
    Inspection inspection = Inspection.of(mutant);
    Set<String> escaped = new TreeSet<>(mutant.breaks());
    escaped.removeAll(inspection.failures().keySet());
    Set<String> surplus = new TreeSet<>(inspection.failures().keySet());
    surplus.removeAll(mutant.breaks());
    surplus.removeAll(mutant.perhaps());
    if (!escaped.isEmpty() || !surplus.isEmpty()) {
      fail(
          "%s%n  rules it breaks that did not fail: %s%n  other rules that failed: %s%n%s"
              .formatted(mutant, escaped, surplus, listed(inspection)));
    }
    inspection.failures().forEach(SelfTest::assertReadable);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("right")
  @DisplayName("fails nothing of an allocator that is right")
  void passesWhatIsRight(Mutant correct) throws InterruptedException {
    Inspection inspection = Inspection.of(correct);
    assertEquals(Set.of(), inspection.failures().keySet(), () -> listed(inspection));
    assertTrue(inspection.passed() > 0, "no rule was verified");
  }

  @Test
  @DisplayName("has no rule that no wrong allocator breaks")
  void everyRuleIsBrokenBySomebody() {
    Set<String> neverBroken = new TreeSet<>(Rules.implemented());
    neverBroken.removeAll(ALWAYS_SKIPPED);
    Mutants.wrong().forEach(mutant -> neverBroken.removeAll(mutant.breaks()));
    assertEquals(Set.of(), neverBroken, "rules that no wrong allocator is said to break");
  }

  @Test
  @DisplayName("has every rule that a wrong allocator is said to break")
  void everyBrokenRuleExists() {
    Set<String> unknown = new TreeSet<>();
    Mutants.wrong().forEach(mutant -> unknown.addAll(mutant.breaks()));
    Mutants.wrong().forEach(mutant -> unknown.addAll(mutant.perhaps()));
    unknown.removeAll(Rules.implemented());
    assertEquals(Set.of(), unknown, "rules said to be broken that have no test");
  }

  private static void assertReadable(String rule, String message) {
    assertTrue(
        message.startsWith("rule " + rule + ": ") && message.length() >= SHORTEST_MESSAGE,
        () -> "the failure of rule " + rule + " cannot be understood alone: " + message);
  }

  private static String listed(Inspection inspection) {
    StringBuilder lines = new StringBuilder();
    inspection.failures().forEach((_, message) -> lines.append("  ").append(message).append('\n'));
    return lines.toString();
  }
}
