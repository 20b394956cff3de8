package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.tracking.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.jr.ob.JSON;

/** The tables of docs/diagnosing-a-leak.md, held against a report. */
@DisplayName("The JSON report is as documented")
class JsonSchemaTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ".")).resolve("../docs/diagnosing-a-leak.md");
  private static final Pattern HEADING = Pattern.compile("## The JSON report, version (\\d+)\n");
  private static final Pattern WORD = Pattern.compile("`(\\w+)`");
  private static final String SITES = "sites";

  private String version = "";
  private List<String> tables = List.of();
  private Map<String, Object> report = Map.of();

  @BeforeEach
  void readBoth() throws IOException {
    String page = Files.readString(PAGE);
    Matcher heading = HEADING.matcher(page);
    assertTrue(heading.find(), "no chapter " + HEADING);
    version = heading.group(1);
    String chapter = page.substring(heading.end()).split("\n## ", 2)[0];
    tables = List.of(chapter.split("\\| member \\| \\|\n", -1)).subList(1, 4);
    List<String> texts = new ArrayList<>();
    LeakyProgram.run(snapshot -> texts.add(snapshot.toText(ReportFormat.JSON)));
    report = JSON.std.mapFrom(texts.getFirst());
  }

  @Test
  @DisplayName("in its head")
  void head() {
    assertEquals(members(tables.get(0)), new TreeSet<>(report.keySet()));
    assertEquals(version, String.valueOf(report.get("version")));
    assertTrue(tables.get(0).contains("| " + report.get("version") + " |"), tables.get(0));
    assertTrue(tables.get(0).contains("`\"" + report.get("format") + "\"`"), tables.get(0));
  }

  @Test
  @DisplayName("in each allocator, with the figures in total")
  void allocators() {
    for (Map<String, Object> allocator : objects(report, "allocators")) {
      assertEquals(members(tables.get(1)), new TreeSet<>(allocator.keySet()));
      Set<String> figures = members(tables.get(2));
      figures.removeAll(Set.of("threadId", "threadName", "title", "truncated", "stack"));
      assertEquals(
          figures, new TreeSet<>(object(Objects.requireNonNull(allocator.get("total"))).keySet()));
    }
  }

  @Test
  @DisplayName("in each site and each frame")
  void sites() {
    String frame = tables.get(2).substring(tables.get(2).indexOf("Each frame has"));
    Set<String> frameMembers = words(frame);
    for (Map<String, Object> allocator : objects(report, "allocators")) {
      assertTrue(objects(allocator, SITES).size() > 1, "too few sites");
      for (Map<String, Object> site : objects(allocator, SITES)) {
        assertEquals(members(tables.get(2)), new TreeSet<>(site.keySet()));
        for (Map<String, Object> each : objects(site, "stack")) {
          assertTrue(frameMembers.containsAll(each.keySet()), () -> each + " in " + frameMembers);
          assertTrue(each.keySet().containsAll(Set.of("class", "method")), each::toString);
        }
      }
    }
  }

  /** What the first column of a table names. */
  private static Set<String> members(String table) {
    Set<String> members = new TreeSet<>();
    for (String row : table.split("\n\n", 2)[0].split("\n", -1)) {
      members.addAll(words(row.replaceFirst("^\\|([^|]*)\\|.*", "$1")));
    }
    return members;
  }

  private static Set<String> words(String text) {
    Set<String> words = new TreeSet<>();
    WORD.matcher(text).results().map((MatchResult word) -> word.group(1)).forEach(words::add);
    return words;
  }

  @SuppressWarnings("unchecked") // as the parser says
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked") // as the parser says
  private static List<Map<String, Object>> objects(Map<String, Object> parent, String member) {
    return (List<Map<String, Object>>) Objects.requireNonNull(parent.get(member), member);
  }
}
