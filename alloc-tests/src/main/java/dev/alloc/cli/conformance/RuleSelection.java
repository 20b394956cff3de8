package dev.alloc.cli.conformance;

import dev.alloc.cli.request.BadInputException;
import dev.alloc.tck.contract.RuleBook;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The option {@code --rules}: chapters and rules by their numbers. */
public final class RuleSelection {

  private RuleSelection() {}

  /**
   * Returns the rules that are asked for and have a test.
   *
   * @param book the contract
   * @param asked numbers of chapters and of rules; none for all
   * @return the numbers of rules, in the order of the contract
   * @throws BadInputException if a number is not in the contract, or has no test yet
   */
  public static Set<String> of(RuleBook book, List<String> asked) {
    Set<String> unknown = new TreeSet<>(asked);
    Set<String> planned = new TreeSet<>();
    Set<String> selected = new LinkedHashSet<>();
    for (RuleBook.Chapter chapter : book.chapters()) {
      boolean whole = asked.isEmpty() || asked.contains(chapter.number());
      unknown.remove(chapter.number());
      for (RuleBook.Entry entry : chapter.entries()) {
        String number = entry.rule().number();
        unknown.remove(number);
        if (whole || asked.contains(number)) {
          (entry.isVerified() ? selected : planned).add(number);
        }
      }
    }
    if (!unknown.isEmpty()) {
      throw new BadInputException(
          "--rules %s: there is no such rule. Chapters: %s; rules: %s to %s, see RULES.md."
              .formatted(String.join(",", unknown), chapters(book), first(book), last(book)));
    }
    if (selected.isEmpty()) {
      throw new BadInputException(
          "--rules %s: planned, without a test so far; there is nothing to run."
              .formatted(String.join(",", planned)));
    }
    return selected;
  }

  private static String chapters(RuleBook book) {
    return book.chapters().getFirst().number() + " to " + book.chapters().getLast().number();
  }

  private static String first(RuleBook book) {
    return book.entries().getFirst().rule().number();
  }

  private static String last(RuleBook book) {
    return book.entries().getLast().rule().number();
  }
}
