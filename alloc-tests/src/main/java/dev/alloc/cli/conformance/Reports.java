package dev.alloc.cli.conformance;

import dev.alloc.cli.request.JsonFile;
import dev.alloc.cli.request.WritableFile;
import dev.alloc.tck.contract.RuleBook;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say into which files to write what was found. */
public final class Reports {
  private static final String HTML = "--html";
  private static final String JUNIT = "--junit";

  @Mixin private final JsonFile json = new JsonFile();

  @Option(
      names = HTML,
      paramLabel = "FILE",
      description = "Writes a page with the rules, their reasons and what broke them.")
  private @Nullable Path html;

  @Option(
      names = JUNIT,
      paramLabel = "FILE",
      description = "Writes JUnit's XML, a suite for each allocator.")
  private @Nullable Path junit;

  /** Creates the options, for picocli to fill. */
  public Reports() {}

  /**
   * Refuses files that cannot be written.
   *
   * @throws dev.alloc.cli.request.BadInputException if there is one
   */
  public void requireWritable() {
    json.requireWritable();
    if (html != null) {
      WritableFile.require(HTML, html);
    }
    if (junit != null) {
      WritableFile.require(JUNIT, junit);
    }
  }

  /**
   * Writes all reports, that for a person at a terminal among them.
   *
   * @param out where to write that one
   * @param all what was found
   * @param book the contract
   * @param conditions under which it was found
   */
  public void write(PrintWriter out, List<Tested> all, RuleBook book, Conditions conditions) {
    TextReport.lines(all).forEach(out::println);
    out.println(conditions);
    out.flush();
    json.write(rows(all));
    if (html != null) {
      write(HTML, html, HtmlReport.page(all, book, conditions));
    }
    if (junit != null) {
      write(JUNIT, junit, JunitReport.document(all, book));
    }
  }

  private static void write(String option, Path file, String text) {
    WritableFile.write(option, file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The names are relied upon by others. */
  private static List<Map<String, String>> rows(List<Tested> all) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Tested tested : all) {
      for (Finding finding : tested.findings()) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("impl", tested.subject().name());
        row.put("architecture", tested.subject().architecture());
        row.put("rule", finding.rule());
        row.put("verdict", finding.verdict().toString());
        row.put("reason", finding.reason());
        rows.add(row);
      }
    }
    return rows;
  }
}
