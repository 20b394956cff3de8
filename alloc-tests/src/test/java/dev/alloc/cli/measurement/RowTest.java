package dev.alloc.cli.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RowTest {

  @Test
  void theRatioIsThatOfTheMedians() {
    List<Row> rows = Row.of(List.of(Runs.good("system", 400_000), Runs.good("counting", 500_000)));
    assertEquals(OptionalDouble.of(1), rows.get(0).ratioToSystem());
    assertEquals(OptionalDouble.of(1.25), rows.get(1).ratioToSystem());
  }

  @Test
  void withoutTheReferenceTheRatioIsUnknown() {
    List<Row> rows = Row.of(List.of(Runs.good("counting", 500_000)));
    assertEquals(OptionalDouble.empty(), rows.getFirst().ratioToSystem());
  }

  @Test
  void theJsonHasTheseNamesInThisOrder() {
    Row row = Row.of(List.of(Runs.good("system", 400_000))).getFirst();
    assertEquals(
        "[impl, programs, passed, allocationsPerPass, firstNanosPerPass, bestNanosPerPass,"
            + " medianNanosPerPass, ratioToSystem, liveBlocksAfter]",
        row.toJson().keySet().toString());
    assertEquals(400_000L, row.toJson().get("medianNanosPerPass"));
    assertEquals(0L, row.toJson().get("liveBlocksAfter"));
  }

  @Test
  void whatIsUnknownIsNullInJson() {
    var run = Runs.of("heap", 212, 500_000, OptionalLong.empty());
    Row row = Row.of(List.of(run)).getFirst();
    assertNull(row.toJson().get("ratioToSystem"));
    assertNull(row.toJson().get("liveBlocksAfter"));
  }
}
