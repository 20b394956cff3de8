package dev.alloc.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.tck.AllocatorTck;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RULES.md and the TCK say the same. */
@DisplayName("The rule book")
final class RuleBookTest {
  private static final int CHAPTERS = 13; // with 0
  private static final int SHORTEST_PROSE = 40;

  private final RuleBook book = RuleBook.load();

  @Test
  @DisplayName(
      "has a test for each rule it calls verified, of the same strength, and no other tests")
  void rulesAndTestsAreTheSame() {
    Set<String> written = new TreeSet<>();
    for (RuleBook.Entry entry : book.entries()) {
      if (entry.isVerified()) {
        written.add(entry.rule().toString());
      }
    }
    Set<String> tested =
        tests().stream()
            .map(method -> Rule.ofMethod(method.getName()).toString())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        without(written, tested), without(tested, written), "only in RULES.md / only in the TCK");
  }

  @Test
  @DisplayName("shows its numbers in the tests' display names")
  void displayNamesStartWithTheNumber() {
    for (Method method : tests()) {
      String name = method.getAnnotation(DisplayName.class).value();
      assertTrue(
          name.startsWith(Rule.ofMethod(method.getName()).number() + ' '),
          () -> method.getName() + " is displayed as '" + name + "'");
    }
  }

  @Test
  @DisplayName("has every chapter, each rule once, and says why for each")
  void everyRuleHasItsIntent() {
    Set<String> numbers = new HashSet<>();
    Set<String> chapters = new HashSet<>();
    for (RuleBook.Entry entry : book.entries()) {
      String number = entry.rule().number();
      assertTrue(numbers.add(number), () -> number + " is there twice");
      chapters.add(number.substring(0, number.indexOf('.')));
      assertTrue(entry.prose().length() >= SHORTEST_PROSE, () -> number + " does not say why");
      assertFalse(entry.title().endsWith("."), () -> number + " has a sentence for a title");
    }
    assertEquals(CHAPTERS, chapters.size(), () -> "chapters " + chapters);
    for (RuleBook.Chapter chapter : book.chapters()) {
      for (RuleBook.Entry entry : chapter.entries()) {
        String number = entry.rule().number();
        assertTrue(number.startsWith(chapter.number() + '.'), () -> number + " is misplaced");
      }
    }
  }

  @Test
  @DisplayName("reads strengths in names and headings alike")
  void strengthsAreRead() {
    assertEquals(
        Rule.ofHeading("5.9", "IF(COUNTS and not RESET)"),
        Rule.ofMethod("when_COUNTS_and_not_RESET_5_9_words"));
    assertEquals(
        new Rule("7.5", "IF(RESERVED and THREAD_SAFE)"),
        Rule.ofMethod("when_THREAD_SAFE_RESERVED_7_5_words"));
    assertEquals(new Rule("8.1a", "MUST"), Rule.ofMethod("required_8_1a_words"));
    assertThrows(IllegalArgumentException.class, () -> Rule.ofMethod("when_FAST_1_1_words"));
    assertThrows(IllegalArgumentException.class, () -> Rule.ofMethod("blocksAreDistinct"));
  }

  private static List<Method> tests() {
    return Arrays.stream(AllocatorTck.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .toList();
  }

  private static Set<String> without(Set<String> these, Set<String> others) {
    Set<String> rest = new TreeSet<>(these);
    rest.removeAll(others);
    return rest;
  }
}
