package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alloc.cli.browser.Browser;
import dev.alloc.cli.browser.Page;
import dev.alloc.tracking.ReportFormat;
import dev.alloc.tracking.TrackingSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The page, in a browser,")
class HtmlReportTest {
  private static final String FOCUSED = "document.activeElement.textContent";
  private static final int MOST_STEPS = 60;

  @TempDir private static Path folder;
  private static @Nullable Browser browser;
  private static Path report = Path.of("");
  private static Path comparison = Path.of("");
  private Page page;

  @BeforeAll
  static void startBrowser() throws IOException {
    Optional<Path> program = Browser.installed();
    assumeTrue(program.isPresent(), Browser::absence);
    browser = Browser.start(program.get());
    LeakyProgram.run(
        first -> {
          LeakyProgram.run(
              second -> comparison = html("more", second, first), "tracking.depth", "9");
          report = html("leak", first, null);
        });
  }

  @AfterAll
  static void endBrowser() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void openPage() throws IOException, InterruptedException {
    page = Objects.requireNonNull(browser, "started before").open();
    page.resize(1280, 900);
  }

  /** Whatever was done: no script failed, and nothing but the file was asked for. */
  @AfterEach
  void nothingWentWrong() throws InterruptedException {
    page.evaluate("0"); // what was reported before has come
    assertEquals(List.of(), page.complaints());
    assertEquals(
        List.of(),
        page.requests().stream()
            .filter(url -> !url.equals(report.toUri().toString()))
            .filter(url -> !url.equals(comparison.toUri().toString()))
            .filter(url -> !url.startsWith("data:"))
            .toList());
    page.close();
  }

  @Test
  @DisplayName("is sorted by the keyboard")
  void sortedByKeyboard() throws InterruptedException {
    page.show(report);
    assertSorted("Live bytes", "descending");
    tabTo("document.activeElement.textContent === 'Temporary blocks'");
    page.press("Enter");
    assertSorted("Temporary blocks", "descending");
    page.press("Enter");
    assertSorted("Temporary blocks", "ascending");
  }

  @Test
  @DisplayName("walks through the flame graph and zooms by the keyboard")
  void flameByKeyboard() throws InterruptedException {
    page.show(report);
    tabTo("document.activeElement.className === 'frame'");
    assertEquals("all", page.evaluate(FOCUSED));
    page.press("ArrowUp");
    page.press("ArrowUp");
    String second = String.valueOf(page.evaluate(FOCUSED));
    assertNotEquals("all", second);
    page.press("ArrowRight");
    String sibling = String.valueOf(page.evaluate(FOCUSED));
    page.press("ArrowLeft");
    assertEquals(second, page.evaluate(FOCUSED));
    page.press("ArrowRight");
    page.press("Enter");
    assertEquals(sibling, page.evaluate(FOCUSED));
    assertEquals("100%", page.evaluate("document.activeElement.style.width"));
    page.press("ArrowDown");
    page.press("ArrowDown");
    assertEquals("all", page.evaluate(FOCUSED));
    page.press("Escape");
    assertEquals(true, page.evaluate("document.getElementById('reset').disabled"));
  }

  @Test
  @DisplayName("shows the same total in the flame graph as in the table, whatever is chosen")
  void totals() throws InterruptedException {
    page.show(report);
    for (String column :
        List.of("Live bytes", "Live blocks", "Allocated bytes", "Temporary blocks")) {
      choose("measure", column.substring(0, 1).toLowerCase(Locale.ROOT) + column.substring(1));
      for (String order : List.of("the allocating line", "the program's entry")) {
        choose("order", order);
        assertEquals(
            page.evaluate(sum("[data-name=\"%s\"]".formatted(column))),
            page.evaluate("flame.root.net"),
            column + " from " + order);
      }
    }
    choose("measure", "live bytes");
    choose("group", "title");
    assertTrue(
        String.valueOf(page.evaluate("document.getElementById('flame').textContent"))
            .contains("titled <&\"; 'quoted'"));
  }

  @Test
  @DisplayName("finds what is searched for in both")
  void search() throws InterruptedException {
    page.show(report);
    tabTo("document.activeElement.id === 'query'");
    page.type("OTHER; thread");
    assertEquals(2, page.evaluate(count("#sites tbody tr:not([hidden])")));
    assertTrue(
        String.valueOf(page.evaluate("document.getElementById('found').value"))
            .startsWith("2 of "));
    page.evaluate("document.getElementById('query').value = ''");
    page.type("LeakyProgram.leak");
    assertNotEquals(0, page.evaluate(count("#flame .match")));
  }

  @Test
  @DisplayName("shows what grew and what shrank since the baseline")
  void comparison() throws InterruptedException {
    page.show(comparison);
    assertSorted("Change in live bytes", "descending");
    assertEquals(
        page.evaluate(sum("[data-name=\"Change in live bytes\"]")),
        page.evaluate("flame.root.net"));
    assertNotEquals(0, page.evaluate(count("td.grew")));
    assertNotEquals(0, page.evaluate(count("td.shrank")));
    for (String direction : List.of("> 0", "< 0")) {
      assertEquals(
          true,
          page.evaluate(
              "[...document.querySelectorAll('.frame')].some(drawn => drawn.frame.net %s)"
                  .formatted(direction)),
          direction);
    }
    page.evaluate("document.getElementById('difference').click()");
    assertEquals(page.evaluate(sum("[data-name=\"Live bytes\"]")), page.evaluate("flame.root.net"));
  }

  @Test
  @DisplayName("fits a narrow screen, and has dark colours for those who prefer them")
  void narrowAndDark() throws InterruptedException {
    for (int width : new int[] {320, 1000, 1200}) {
      page.resize(width, 640);
      for (Path file : List.of(report, comparison)) {
        page.show(file);
        assertEquals(width, page.evaluate("document.documentElement.scrollWidth"), file.toString());
        assertEquals(
            List.of(),
            page.evaluate(
                "[...document.querySelectorAll('button, select, input')]"
                    + ".filter(e => !e.closest('.wide') || innerWidth < 1100)"
                    + ".filter(e => e.getBoundingClientRect().right > innerWidth)"
                    + ".map(e => e.outerHTML)"));
      }
    }
    String color = "getComputedStyle(document.body).backgroundColor";
    page.prefer("light");
    Object light = page.evaluate(color);
    page.prefer("dark");
    assertNotEquals(light, page.evaluate(color));
  }

  private void tabTo(String condition) throws InterruptedException {
    for (int step = 0; step < MOST_STEPS; step++) {
      page.press("Tab");
      if (Boolean.TRUE.equals(page.evaluate(condition))) {
        return;
      }
    }
    throw new AssertionError("not reached by the tabulator: " + condition);
  }

  private void choose(String select, String option) throws InterruptedException {
    page.evaluate(
        """
        {
          const select = document.getElementById('%s');
          select.value = [...select.options].find(option => option.text === "%s").value;
          select.dispatchEvent(new Event('change'));
        }\
        """
            .formatted(select, option));
  }

  private void assertSorted(String column, String order) throws InterruptedException {
    assertEquals(
        List.of(column + ' ' + order),
        page.evaluate(
            "[...document.querySelectorAll('th')].filter(th => th.ariaSort !== 'none')"
                + ".map(th => th.textContent + ' ' + th.ariaSort)"));
    Object values =
        page.evaluate(
            "[...document.querySelectorAll('tbody [data-name=\"%s\"]')].map(td => +td.dataset.value)"
                .formatted(column));
    List<Integer> figures =
        ((List<?>) Objects.requireNonNull(values)).stream().map(value -> (Integer) value).toList();
    assertTrue(figures.size() > 2, figures::toString);
    List<Integer> ascending = figures.stream().sorted().toList();
    assertEquals(order.equals("ascending") ? ascending : ascending.reversed(), figures);
  }

  private static String sum(String cells) {
    return "[...document.querySelectorAll('%s')].reduce((sum, td) => sum + +td.dataset.value, 0)"
        .formatted(cells);
  }

  private static String count(String selector) {
    return "document.querySelectorAll('%s').length".formatted(selector);
  }

  private static Path html(
      String name, TrackingSnapshot snapshot, @Nullable TrackingSnapshot baseline) {
    Path json = folder.resolve(name + ".json");
    Path other = folder.resolve(name + "-baseline.json");
    Path html = folder.resolve(name + ".html");
    try {
      Files.writeString(json, snapshot.toText(ReportFormat.JSON));
      if (baseline != null) {
        Files.writeString(other, baseline.toText(ReportFormat.JSON));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Executed executed =
        baseline == null
            ? Executed.of("report", json.toString(), "-o", html.toString())
            : Executed.of(
                "report", json.toString(), "-o", html.toString(), "--baseline", other.toString());
    assertEquals(0, executed.exitCode(), executed.err());
    return html;
  }
}
