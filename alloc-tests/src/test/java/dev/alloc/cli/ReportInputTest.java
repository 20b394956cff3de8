package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What the command report cannot convert is refused with exit code 2 and a reason:")
class ReportInputTest {
  private static final String EMPTY =
      "{\"format\":\"alloc-tracking\",\"version\":1,\"allocators\":[]}";

  @TempDir private Path folder;

  @Test
  @DisplayName("a file that is not there, and a folder")
  void noFile() {
    assertRefused("missing.json cannot be read", folder.resolve("missing.json").toString());
    assertRefused("cannot be read", folder.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|is not JSON",
        "[]|is not JSON",
        "leak|is not JSON",
        "{\"format\":|is not JSON",
        "{}|no report of 'tracking'",
        "{\"format\":\"other\"}|no report of 'tracking'",
        "{\"format\":\"alloc-tracking\"}|.version is missing",
        "{\"format\":\"alloc-tracking\",\"version\":\"1\"}|.version has to be a whole number",
        "{\"format\":\"alloc-tracking\",\"version\":2}|has version 2; this reads version 1",
        "{\"format\":\"alloc-tracking\",\"version\":1}|.allocators is missing",
        "{\"format\":\"alloc-tracking\",\"version\":1,\"allocators\":{}}|.allocators has to be an"
            + " array",
        "{\"format\":\"alloc-tracking\",\"version\":1,\"allocators\":[3]}|.allocators[0] has to be"
            + " an object",
        "{\"format\":\"alloc-tracking\",\"version\":1,\"allocators\":[{\"name\":3}]}|allocators[0].name"
            + " has to be a text"
      })
  @DisplayName("what is no report, or of a version that is not known")
  void noReport(String text, String message) throws IOException {
    assertRefused(message, write(text).toString());
  }

  @Test
  @DisplayName("sites that do not add up to the total")
  void damaged() throws IOException {
    String figures =
        "\"liveBlocks\":1,\"liveBytes\":1,\"allocations\":1,\"allocatedBytes\":1,"
            + "\"reallocations\":0,\"peakBytes\":1,\"temporaryBlocks\":0,\"temporaryBytes\":0";
    Path file =
        write(
            """
            {"format":"alloc-tracking","version":1,"allocators":[{"name":"tracking+system",
            "estimate":false,"sampleBytes":0,"total":{%s},"sites":[]}]}\
            """
                .formatted(figures));
    assertRefused("allocators[0].total is not the sum of the sites", file.toString());
  }

  @Test
  @DisplayName("formats that there are not, and names that ask for none")
  void formats() throws IOException {
    String file = write(EMPTY).toString();
    assertRefused("expected one of [TEXT, COLLAPSED", file, "--format", "flame");
    assertRefused(
        "its name ends in none of .txt, ", file, "-o", folder.resolve("a.xyz").toString());
    assertRefused("is no text; name a file", file, "--format", "pprof");
    assertRefused("leave it out", file, "--measure", "liveBlocks");
    assertRefused("--measure", file, "--format", "collapsed", "--measure", "weight");
  }

  @Test
  @DisplayName("outputs that cannot be written, and a baseline that cannot be read")
  void otherFiles() throws IOException {
    String file = write(EMPTY).toString();
    assertRefused("there is no folder", file, "-o", folder.resolve("no/leak.txt").toString());
    assertRefused("is a folder", file, "--format", "text", "-o", folder.toString());
    assertRefused("cannot be read", file, "--baseline", folder.resolve("missing").toString());
    assertRefused("Missing required parameter: 'FILE.json'");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("report.json"), text);
  }

  private static void assertRefused(String message, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "report";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Executed executed = Executed.of(command);
    assertEquals(2, executed.exitCode(), executed.err());
    assertEquals("", executed.out());
    assertTrue(executed.err().contains(message), executed.err());
    assertFalse(executed.err().contains("\tat "), "a stack trace: " + executed.err());
  }
}
