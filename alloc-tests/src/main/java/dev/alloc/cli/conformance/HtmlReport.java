package dev.alloc.cli.conformance;

import dev.alloc.tck.contract.RuleBook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One page that needs nothing else: the matrix, and for each rule what it demands, why, and who
 * breaks it how.
 */
public final class HtmlReport {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Allocator conformance</title>
      <style>
      :root { color-scheme: light dark }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 72em; margin: 2em auto; padding: 0 1em }
      table { border-collapse: collapse; font-size: 12px }
      .matrix { overflow-x: auto }
      .matrix td, .matrix th { padding: 0 2px; text-align: center; white-space: nowrap }
      .matrix th:first-child { text-align: left; padding-right: 1em; font-weight: normal }
      .matrix th.rule { writing-mode: vertical-rl; font-weight: normal }
      .matrix a { color: inherit; text-decoration: none; display: block }
      .passed { color: #1a7f37 } .failed { color: #fff; background: #cf222e } .skipped { color: #888 }
      pre { overflow-x: auto; font-size: 12px; border-left: 3px solid #8888; padding-left: 1em }
      h3 { margin-bottom: 0 } .strength { font-weight: normal; color: #888 }
      footer { margin-top: 3em; color: #888 }
      </style>
      """;

  private final List<Tested> all;
  private final Set<String> rules;
  private final StringBuilder page = new StringBuilder(HEAD);

  private HtmlReport(List<Tested> all) {
    this.all = all;
    this.rules = all.getFirst().findings().stream().map(Finding::rule).collect(Collectors.toSet());
  }

  /**
   * Returns the report.
   *
   * @param all what was found, of the same rules for each allocator
   * @param book the contract
   * @param conditions under which it was found
   * @return the page
   */
  public static String page(List<Tested> all, RuleBook book, Conditions conditions) {
    HtmlReport report = new HtmlReport(all);
    report.line("<h1>Allocator conformance</h1>");
    report.matrix();
    for (RuleBook.Chapter chapter : book.chapters()) {
      report.chapter(chapter);
    }
    report.line("<footer>%s</footer>".formatted(text(conditions.toString())));
    return report.page.toString();
  }

  private void matrix() {
    line("<div class=matrix><table><tr><th>");
    for (Finding finding : all.getFirst().findings()) {
      line("<th class=rule><a href=\"#%1$s\">%1$s</a>".formatted(finding.rule()));
    }
    for (Tested tested : all) {
      line("<tr><th>" + text(tested.subject().name()));
      for (Finding finding : tested.findings()) {
        line(
            "<td class=%s title=\"%s\"><a href=\"#%s\">%s</a>"
                .formatted(
                    finding.verdict(),
                    text(finding.firstLine()),
                    finding.rule(),
                    finding.verdict().symbol()));
      }
    }
    line("</table></div>");
    line("<p><span class=passed>.</span> passed, <span class=failed>F</span> failed,");
    line("<span class=skipped>-</span> skipped: does not apply, or cannot be verified here</p>");
  }

  private void chapter(RuleBook.Chapter chapter) {
    List<RuleBook.Entry> shown =
        chapter.entries().stream().filter(entry -> rules.contains(entry.rule().number())).toList();
    if (!shown.isEmpty()) {
      line("<h2>%s %s</h2>".formatted(chapter.number(), text(chapter.title())));
      shown.forEach(this::rule);
    }
  }

  private void rule(RuleBook.Entry entry) {
    String number = entry.rule().number();
    line(
        "<h3 id=\"%1$s\">%1$s %2$s <span class=strength>%3$s</span></h3>"
            .formatted(number, prose(entry.title()), text(entry.rule().strength())));
    line("<p>%s</p>".formatted(prose(entry.prose())));
    Map<String, Finding> findings = new LinkedHashMap<>();
    all.forEach(
        tested ->
            tested.findings().stream()
                .filter(finding -> finding.rule().equals(number))
                .forEach(finding -> findings.put(tested.subject().name(), finding)));
    findings.forEach(this::failure);
    line("<p>");
    line(verdict(findings, Verdict.PASSED));
    line(verdict(findings, Verdict.SKIPPED));
    line("</p>");
  }

  private void failure(String subject, Finding finding) {
    if (finding.verdict() == Verdict.FAILED) {
      line(
          "<details><summary><span class=failed>failed</span> %s: %s</summary><pre>%s</pre></details>"
              .formatted(text(subject), text(finding.reason()), text(finding.details())));
    }
  }

  private static String verdict(Map<String, Finding> findings, Verdict verdict) {
    String subjects =
        findings.entrySet().stream()
            .filter(found -> found.getValue().verdict() == verdict)
            .map(found -> subject(found.getKey(), found.getValue()))
            .collect(Collectors.joining(", "));
    return subjects.isEmpty()
        ? ""
        : "<span class=%1$s>%1$s</span> %2$s".formatted(verdict, subjects);
  }

  private static String subject(String name, Finding finding) {
    return finding.reason().isEmpty()
        ? text(name)
        : "%s (%s)".formatted(text(name), text(finding.firstLine()));
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  /** Markdown as the contract uses it. */
  private static String prose(String markdown) {
    return text(markdown).replaceAll("`([^`]+)`", "<code>$1</code>");
  }

  private static String text(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
