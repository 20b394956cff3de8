package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.tracking.ReportFormat;
import dev.alloc.tracking.TrackedUsage;
import dev.alloc.tracking.Tracking;
import dev.alloc.tracking.TrackingSnapshot;
import io.opentelemetry.proto.profiles.v1experimental.Profile;
import io.opentelemetry.proto.profiles.v1experimental.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

/** Reads every format back, each with a parser of others where there is one. */
@DisplayName("The same leak has the same totals in text, JSON, collapsed stacks, pprof and HTML")
class FormatsAgreeTest {
  private static final int MANY = 1_200; // more than the rows of the text and of the page

  private record Live(long blocks, long bytes) {}

  @TempDir private Path folder;
  private String json = "";

  @BeforeEach
  void chooseFile() {
    json = folder.resolve("leak.json").toString();
  }

  @Test
  @DisplayName("from a few places")
  void fewSites() {
    LeakyProgram.run(this::assertAllAgree);
  }

  @Test
  @DisplayName("from more places than are listed one by one")
  void manySites() {
    try (Allocator allocator = Allocators.create("tracking", Map.of("tracking.depth", "3"))) {
      List<MemorySegment> blocks = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        int size = i;
        Tracking.runTitled("site " + i, () -> blocks.add(allocator.allocate(size, 1)));
      }
      assertAllAgree(Tracking.of(allocator).snapshot());
      blocks.forEach(allocator::free);
    }
  }

  private void assertAllAgree(TrackingSnapshot snapshot) {
    TrackedUsage total = snapshot.total();
    Live expected = new Live(total.liveBlocks(), total.liveBytes());
    assertTrue(expected.blocks() > 1 && expected.bytes() > 1, expected::toString);
    try {
      Files.writeString(Path.of(json), snapshot.toText(ReportFormat.JSON));
      assertEquals(expected, fromText(snapshot.toText(ReportFormat.TEXT)), "text of the plugin");
      assertEquals(expected, fromText(report("--format", "text")), "text");
      assertEquals(expected, fromJson(Files.readString(Path.of(json))), "JSON");
      assertEquals(
          expected,
          new Live(
              fromCollapsed(report("--format", "collapsed", "--measure", "liveBlocks")),
              fromCollapsed(report("--format", "collapsed"))),
          "collapsed stacks");
      assertEquals(expected, fromPprof(file("leak.pb.gz")), "pprof");
      assertEquals(expected, fromHtml(file("leak.html")), "HTML");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Live fromText(String text) {
    Live sum = new Live(0, 0);
    Pattern site =
        Pattern.compile("(?m)^  (\\d+) blocks? \\((\\d+) bytes\\) (by thread|at \\d+ more)");
    for (MatchResult match : site.matcher(text).results().toList()) {
      sum =
          new Live(
              sum.blocks() + Long.parseLong(match.group(1)),
              sum.bytes() + Long.parseLong(match.group(2)));
    }
    return sum;
  }

  private static Live fromJson(String text) {
    Live sum = new Live(0, 0);
    for (Object allocator : list(JSON.std.mapFrom(text), "allocators")) {
      for (Object site : list((Map<?, ?>) allocator, "sites")) {
        Map<?, ?> figures = (Map<?, ?>) site;
        sum =
            new Live(
                sum.blocks() + number(figures, "liveBlocks"),
                sum.bytes() + number(figures, "liveBytes"));
      }
    }
    return sum;
  }

  private static List<?> list(Map<?, ?> object, String name) {
    return (List<?>) Objects.requireNonNull(object.get(name), name);
  }

  private static long number(Map<?, ?> object, String name) {
    return ((Number) Objects.requireNonNull(object.get(name), name)).longValue();
  }

  private static long fromCollapsed(String text) {
    return text.lines()
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static Live fromPprof(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      List<Sample> samples = Profile.parseFrom(in).getSampleList();
      return new Live(
          samples.stream().mapToLong(sample -> sample.getValue(2)).sum(),
          samples.stream().mapToLong(sample -> sample.getValue(3)).sum());
    }
  }

  private static Live fromHtml(Path file) throws IOException {
    Document page = Jsoup.parse(file.toFile());
    return new Live(fromHtml(page, "Live blocks"), fromHtml(page, "Live bytes"));
  }

  /** What people read, not what the script does. */
  private static long fromHtml(Document page, String column) {
    return page.select("#sites td[data-name='" + column + "']").stream()
        .mapToLong(cell -> Long.parseLong(cell.text().replace(",", "")))
        .sum();
  }

  private Path file(String name) {
    Path file = folder.resolve(name);
    report("-o", file.toString());
    return file;
  }

  private String report(String... options) {
    String[] command = new String[options.length + 2];
    command[0] = "report";
    command[1] = json;
    System.arraycopy(options, 0, command, 2, options.length);
    Executed executed = Executed.of(command);
    assertEquals(0, executed.exitCode(), executed.err());
    return executed.out();
  }
}
