package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.tracking.ReportFormat;
import dev.alloc.tracking.TrackingSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The command report")
class ReportCommandTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("writes the very text that the plugin writes itself")
  void text() {
    LeakyProgram.run(
        snapshot -> {
          String expected = snapshot.toText(ReportFormat.TEXT);
          assertEquals(expected, report(json("leak.json", snapshot).toString()));
        });
  }

  @Test
  @DisplayName("says in each format that figures are estimates")
  void estimates() {
    LeakyProgram.run(
        snapshot -> {
          String file = json("leak.json", snapshot).toString();
          assertEquals(snapshot.toText(ReportFormat.TEXT), report(file));
          assertTrue(report(file).contains("estimates: one byte in 16"), report(file));
        },
        "tracking.sample",
        "16");
  }

  @Test
  @DisplayName("collapses stacks, the outermost frame first, each with its live bytes")
  void collapsed() {
    LeakyProgram.run(
        snapshot -> {
          String file = json("leak.json", snapshot).toString();
          List<String> lines = report(file, "--format", "collapsed").lines().toList();
          String place = LeakyProgram.class.getName();
          assertTrue(
              lines.stream()
                  .anyMatch(
                      line ->
                          line.matches(
                              ("\\[deeper frames not recorded];.*;%1$s\\.run:\\d+;"
                                      + "%1$s\\.leak:\\d+ 6000")
                                  .formatted(place.replace(".", "\\.")))),
              lines::toString);
          assertEquals(snapshot.total().liveBytes(), sum(lines));
          assertEquals(
              snapshot.total().temporaryBlocks(),
              sum(
                  report(file, "--format", "collapsed", "--measure", "temporaryBlocks")
                      .lines()
                      .toList()));
        });
  }

  @Test
  @DisplayName("gives blocks without a stack a frame that says so")
  void withoutStacks() {
    LeakyProgram.run(
        snapshot ->
            assertEquals(
                "[no stack recorded] %d\n".formatted(snapshot.total().liveBytes()),
                report(json("leak.json", snapshot).toString(), "--format", "collapsed")),
        "tracking.depth",
        "0");
  }

  @Test
  @DisplayName("takes the format from the name of the output")
  void output() throws IOException {
    Path file = folder.resolve("leak.collapsed");
    LeakyProgram.run(
        snapshot -> report(json("leak.json", snapshot).toString(), "-o", file.toString()));
    assertEquals(6048, sum(Files.readAllLines(file)));
  }

  @Test
  @DisplayName("shows what came since a baseline, and what went away")
  void baseline() throws IOException {
    Path before = write("before.json", site("a", 10, 2), site("gone", 5, 1), site("same", 1, 1));
    Path after = write("after.json", site("a", 30, 3), site("new", 7, 1), site("same", 1, 1));
    String text = report(after.toString(), "--baseline", before.toString());
    assertEquals(
        List.of(
            "More (or, if negative, less) than in the baseline:",
            "tracking+system: 1 block (22 bytes) live, 1 block (22 bytes) allocated,"
                + " 0 of them temporary",
            "  1 block (20 bytes) by thread 'main'; 1 block (20 bytes) allocated,"
                + " at most 20 bytes at a time, 0 temporary",
            "    at A.a(A.java:1)",
            "  1 block (7 bytes) by thread 'main'; 1 block (7 bytes) allocated,"
                + " at most 7 bytes at a time, 0 temporary",
            "    at A.new(A.java:1)",
            "  -1 blocks (-5 bytes) by thread 'main'; -1 blocks (-5 bytes) allocated,"
                + " at most -5 bytes at a time, 0 temporary",
            "    at A.gone(A.java:1)"),
        text.lines().toList());
    assertEquals(
        "A.a:1 10 30\nA.gone:1 5 0\nA.new:1 0 7\nA.same:1 1 1\n",
        report(after.toString(), "--baseline", before.toString(), "--format", "collapsed"));
  }

  private String report(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "report";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Executed executed = Executed.of(command);
    assertEquals(0, executed.exitCode(), executed.err());
    assertEquals("", executed.err());
    return executed.out();
  }

  private Path json(String name, TrackingSnapshot snapshot) {
    try {
      return Files.writeString(folder.resolve(name), snapshot.toText(ReportFormat.JSON));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path write(String name, Site... sites) throws IOException {
    long bytes = 0;
    long blocks = 0;
    StringBuilder all = new StringBuilder();
    for (Site site : sites) {
      bytes += site.bytes();
      blocks += site.blocks();
      all.append(all.isEmpty() ? "" : ",").append(site.json());
    }
    return Files.writeString(
        folder.resolve(name),
        """
        {"format":"alloc-tracking","version":1,"allocators":[{"name":"tracking+system",
        "estimate":false,"sampleBytes":0,"total":{%s},"sites":[%s]}]}
        """
            .formatted(figures(bytes, blocks), all));
  }

  private static Site site(String method, long bytes, long blocks) {
    return new Site(method, bytes, blocks);
  }

  private record Site(String method, long bytes, long blocks) {
    String json() {
      return """
      {%s,"threadId":%d,"threadName":"main","title":"","truncated":false,
      "stack":[{"class":"A","method":"%s","file":"A.java","line":1}]}\
      """
          .formatted(figures(bytes, blocks), bytes, method); // thread ids differ from run to run
    }
  }

  private static String figures(long bytes, long blocks) {
    return """
    "liveBlocks":%2$d,"liveBytes":%1$d,"allocations":%2$d,"allocatedBytes":%1$d,
    "reallocations":0,"peakBytes":%1$d,"temporaryBlocks":0,"temporaryBytes":0\
    """
        .formatted(bytes, blocks);
  }

  private static long sum(List<String> lines) {
    return lines.stream()
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
