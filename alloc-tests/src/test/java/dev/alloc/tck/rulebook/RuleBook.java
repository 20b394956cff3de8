package dev.alloc.tck.rulebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of RULES.md, in its order. */
record RuleBook(List<Entry> entries) {
  private static final Pattern SECTION_START = Pattern.compile("(?m)^(?=##)");

  private static final Pattern HEADING =
      Pattern.compile("### (\\d+\\.\\d+[a-z]?) (MUST|IF\\([^)]+\\)) · (since \\S+|planned) · (.+)");

  /**
   * One rule with its text.
   *
   * @param since the version from which it is verified, or {@code planned}
   */
  record Entry(Rule rule, String since, String title, String prose) {
    boolean isVerified() {
      return !since.equals("planned");
    }
  }

  static RuleBook read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String section : SECTION_START.split(Files.readString(file), -1)) {
      if (section.startsWith("### ")) {
        int end = section.indexOf('\n');
        entries.add(entry(section.substring(0, end), section.substring(end).strip()));
      }
    }
    return new RuleBook(List.copyOf(entries));
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
