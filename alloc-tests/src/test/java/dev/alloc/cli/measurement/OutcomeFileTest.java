package dev.alloc.cli.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeFileTest {
  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    assertRoundTrip(new Outcome.Measured(Runs.good("counting", 3_000_000_000L)));
    assertRoundTrip(
        new Outcome.Measured(
            Runs.of("heap", 210, 1, OptionalLong.empty(), "sort: \"quoted\"", "sieve: –")));
    assertRoundTrip(new Outcome.Refused("a reason\nof two lines"));
  }

  @Test
  void nothingWrittenIsACrash() throws IOException {
    Path file = Files.createFile(folder.resolve("outcome"));
    assertEquals(new Outcome.Crashed(134), OutcomeFile.read(file, 134));
  }

  @Test
  void aCrashCannotBeWritten() {
    assertThrows(
        IllegalArgumentException.class,
        () -> OutcomeFile.write(folder.resolve("outcome"), new Outcome.Crashed(1)));
  }

  private void assertRoundTrip(Outcome outcome) throws IOException {
    Path file = folder.resolve("outcome");
    OutcomeFile.write(file, outcome);
    assertEquals(outcome, OutcomeFile.read(file, 0));
  }
}
