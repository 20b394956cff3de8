package dev.alloc.cli.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsAreAlignedAndUnknownsAreDashes() {
    List<Row> rows =
        Row.of(
            List.of(
                Runs.of("system", 212, 412_345, OptionalLong.empty()),
                Runs.of("counting+counting", 9, 24_123_456, OptionalLong.of(3))));
    assertEquals(
        """
        allocator            passed   allocations/pass   first ms   best ms   median ms   × system   live after
        system              212/212             12,345     90.000     0.206       0.412       1.00            –
        counting+counting     9/212             12,345     90.000    12.062      24.123      58.50            3
        """
            .strip(),
        String.join("\n", Table.lines(rows)));
  }

  @Test
  void anUnknownRatioIsADash() {
    List<String> lines = Table.lines(Row.of(List.of(Runs.good("counting", 500_000))));
    assertTrue(lines.getLast().endsWith("       0.500          –            0"), lines::toString);
  }
}
