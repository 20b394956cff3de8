package dev.alloc.tck.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of RULES.md, in its order.
 *
 * @param chapters the chapters, each with its rules
 */
public record RuleBook(List<Chapter> chapters) {
  private static final String RESOURCE = "RULES.md"; // put here by the build
  private static final Pattern SECTION_START = Pattern.compile("(?m)^(?=##)");
  private static final Pattern CHAPTER = Pattern.compile("## (\\d+) (.+)");

  private static final Pattern HEADING =
      Pattern.compile("### (\\d+\\.\\d+[a-z]?) (MUST|IF\\([^)]+\\)) · (since \\S+|planned) · (.+)");

  /** Copies the list. */
  public RuleBook {
    chapters = List.copyOf(chapters);
  }

  /**
   * Rules of one subject.
   *
   * @param number for example {@code 3}
   * @param title for example {@code Reallocation}
   * @param entries the rules
   */
  public record Chapter(String number, String title, List<Entry> entries) {

    /** Copies the list. */
    public Chapter {
      entries = List.copyOf(entries);
    }
  }

  /**
   * One rule with its text.
   *
   * @param rule its number and strength
   * @param since the version from which it is verified, or {@code planned}
   * @param title what it demands, without a full stop
   * @param prose why, in Markdown
   */
  public record Entry(Rule rule, String since, String title, String prose) {

    /**
     * Returns whether there is a test for the rule.
     *
     * @return false if it is planned
     */
    public boolean isVerified() {
      return !since.equals("planned");
    }
  }

  /**
   * Reads the rule book that is packed with the tests.
   *
   * @return the rules
   */
  public static RuleBook load() {
    try (InputStream in = RuleBook.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the build did not put " + RESOURCE + " beside its reader");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
  }

  /**
   * Returns all rules.
   *
   * @return the rules of all chapters, in their order
   */
  public List<Entry> entries() {
    return chapters.stream().flatMap(chapter -> chapter.entries().stream()).toList();
  }

  static RuleBook parse(String text) {
    List<Chapter> chapters = new ArrayList<>();
    for (String section : SECTION_START.split(text, -1)) {
      int end = Math.max(section.indexOf('\n'), 0);
      String heading = section.substring(0, end);
      if (heading.startsWith("### ")) {
        Chapter chapter = chapters.removeLast();
        List<Entry> entries = new ArrayList<>(chapter.entries());
        entries.add(entry(heading, section.substring(end).strip()));
        chapters.add(new Chapter(chapter.number(), chapter.title(), entries));
      } else if (heading.startsWith("## ")) {
        chapters.add(chapter(heading));
      }
    }
    return new RuleBook(chapters);
  }

  private static Chapter chapter(String heading) {
    Matcher matcher = CHAPTER.matcher(heading);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not '## NUMBER Title': " + heading);
    }
    return new Chapter(matcher.group(1), matcher.group(2), List.of());
  }

  private static Entry entry(String heading, String prose) {
    Matcher matcher = HEADING.matcher(heading);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "not '### NUMBER STRENGTH · since VERSION · Title' or '· planned ·': " + heading);
    }
    Rule rule = Rule.ofHeading(matcher.group(1), matcher.group(2));
    return new Entry(rule, matcher.group(3), matcher.group(4), prose);
  }
}
