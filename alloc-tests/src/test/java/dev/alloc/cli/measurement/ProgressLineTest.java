package dev.alloc.cli.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void oneLineIsRewrittenAndWiped() {
    try (ProgressLine line = new ProgressLine(true, terminal, "[1/2] counting")) {
      line.pass("counting+system", 3, 1_000, 512_345);
      line.pass("counting+system", 4, 1_000, 512_345); // too soon for anybody to read it
    }
    assertEquals(
        "\r\u001b[K[1/2] counting: pass 3 of 1000, 0.512 ms\r\u001b[K",
        bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void anUnknownNumberOfPassesIsNotShown() {
    try (ProgressLine line = new ProgressLine(true, terminal, "system")) {
      line.pass("system", 3, 0, 2_000_000);
    }
    assertEquals(
        "\r\u001b[Ksystem: pass 3, 2.000 ms\r\u001b[K", bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void nothingIsWrittenWhereNobodyWatches() {
    try (ProgressLine line = new ProgressLine(false, terminal, "system")) {
      line.pass("system", 3, 0, 2_000_000);
    }
    assertEquals("", bytes.toString(StandardCharsets.UTF_8));
  }
}
