package dev.alloc.cli.conformance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was found, for a person at a terminal: reasons first, the matrix of verdicts last. */
public final class TextReport {
  private static final String GAP = "  ";

  private final List<Tested> all;
  private final List<String> rules;

  private TextReport(List<Tested> all) {
    this.all = all;
    this.rules = all.getFirst().findings().stream().map(Finding::rule).toList();
  }

  /**
   * Returns the report.
   *
   * @param all what was found, of the same rules for each allocator
   * @return lines without ends of line
   */
  public static List<String> lines(List<Tested> all) {
    TextReport report = new TextReport(all);
    List<String> lines = new ArrayList<>();
    lines.addAll(report.skipped());
    lines.addAll(report.failed());
    lines.addAll(report.matrix());
    return lines;
  }

  /** Each reason once, with the rules and allocators it is about. */
  private List<String> skipped() {
    Map<String, Map<String, Set<String>>> subjectsByRulesByReason = new TreeMap<>();
    for (Tested tested : all) {
      Map<String, List<String>> rulesByReason = new LinkedHashMap<>();
      for (Finding finding : tested.findings()) {
        if (finding.verdict() == Verdict.SKIPPED) {
          rulesByReason
              .computeIfAbsent(generalised(finding.firstLine()), _ -> new ArrayList<>())
              .add(finding.rule());
        }
      }
      rulesByReason.forEach(
          (reason, skipped) ->
              subjectsByRulesByReason
                  .computeIfAbsent(reason, _ -> new TreeMap<>())
                  .computeIfAbsent(String.join(" ", skipped), _ -> new LinkedHashSet<>())
                  .add(tested.subject().name()));
    }
    List<String> lines = new ArrayList<>();
    subjectsByRulesByReason.forEach(
        (reason, subjectsByRules) ->
            subjectsByRules.forEach(
                (skipped, subjects) ->
                    lines.add(
                        "Skipped: %s of %s: %s".formatted(skipped, named(subjects), reason))));
    return lines;
  }

  private String named(Set<String> subjects) {
    return subjects.size() > 1 && subjects.size() == all.size()
        ? "all"
        : String.join(", ", subjects);
  }

  /** A reason without the allocator's name, so that it is the same for others. */
  private static String generalised(String reason) {
    return reason.replaceFirst("^'[a-z0-9+-]+' (?=declares|does)", "it ");
  }

  private List<String> failed() {
    List<String> lines = new ArrayList<>();
    for (Tested tested : all) {
      for (Finding finding : tested.findings()) {
        if (finding.verdict() == Verdict.FAILED) {
          lines.add(
              "Failed: %s: %s: %s"
                  .formatted(tested.subject().name(), finding.rule(), finding.firstLine()));
        }
      }
    }
    return lines;
  }

  private List<String> matrix() {
    int width = all.stream().mapToInt(tested -> tested.subject().name().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add(" ".repeat(width) + GAP + chapters() + GAP + "passed  failed  skipped");
    for (Tested tested : all) {
      String name = tested.subject().name();
      lines.add(
          "%s%s%s%s%s%6d  %6d  %7d"
              .formatted(
                  name,
                  " ".repeat(width - name.length()),
                  GAP,
                  symbols(tested.findings()),
                  GAP,
                  tested.count(Verdict.PASSED),
                  tested.count(Verdict.FAILED),
                  tested.count(Verdict.SKIPPED)));
    }
    return lines;
  }

  /** The numbers of the chapters, each over its first rule. */
  private String chapters() {
    StringBuilder line = new StringBuilder();
    for (List<String> group : groups()) {
      String number = chapter(group.getFirst());
      line.append(line.isEmpty() ? "" : " ").append(number);
      line.append(" ".repeat(cells(group) - number.length()));
    }
    return line.toString();
  }

  private String symbols(List<Finding> findings) {
    Map<String, Character> symbols = new LinkedHashMap<>();
    findings.forEach(finding -> symbols.put(finding.rule(), finding.verdict().symbol()));
    StringBuilder line = new StringBuilder();
    for (List<String> group : groups()) {
      line.append(line.isEmpty() ? "" : " ");
      group.forEach(rule -> line.append(symbols.get(rule)));
      line.append(" ".repeat(cells(group) - group.size()));
    }
    return line.toString();
  }

  private static int cells(List<String> group) {
    return Math.max(group.size(), chapter(group.getFirst()).length());
  }

  private Collection<List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    rules.forEach(rule -> groups.computeIfAbsent(chapter(rule), _ -> new ArrayList<>()).add(rule));
    return groups.values();
  }

  private static String chapter(String rule) {
    return rule.substring(0, rule.indexOf('.'));
  }
}
