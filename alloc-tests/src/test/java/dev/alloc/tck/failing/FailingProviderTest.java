package dev.alloc.tck.failing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alloc.Allocator;
import dev.alloc.AllocatorLookupException;
import dev.alloc.Allocators;
import dev.alloc.tck.Probe;
import java.lang.foreign.Arena;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The options of {@code failing}, put over an allocator of the test's by a probe. */
final class FailingProviderTest {

  @Test
  void theOptionsChooseWhatFails() {
    assertEquals("sfs", outcomes(Map.of("failing.nth", "2")));
    assertEquals("sff", outcomes(Map.of("failing.from", "2")));
    assertEquals("fff", outcomes(Map.of("failing.rate", "1", "failing.seed", "7")));
    assertEquals("ssf", outcomes(Map.of("failing.limit", "16")));
    assertEquals("sss", outcomes(Map.of()));
  }

  @Test
  void valuesThatMakeNoSenseAreRefused() {
    assertEquals(
        "alloc.failing.rate=often is not a number from 0 to 1. Default: 0.",
        refused(Map.of("failing.rate", "often")));
    assertEquals(
        "alloc.failing.rate=1.5 is not a number from 0 to 1. Default: 0.",
        refused(Map.of("failing.rate", "1.5")));
    assertEquals(
        "alloc.failing.nth, .from and .rate are three ways to choose what fails; set only one.",
        refused(Map.of("failing.nth", "1", "failing.from", "2")));
  }

  @Test
  void theUpstreamIsClosedWithTheAllocator() {
    Allocator upstream = upstream();
    Probe.compose("failing", Map.of(), upstream).orElseThrow().close();
    assertThrows(IllegalStateException.class, upstream::stats);
  }

  private static String outcomes(Map<String, String> options) {
    StringBuilder outcomes = new StringBuilder();
    try (Allocator allocator = Probe.compose("failing", options, upstream()).orElseThrow()) {
      for (int i = 0; i < 3; i++) {
        try {
          allocator.allocate(8, 8);
          outcomes.append('s');
        } catch (OutOfMemoryError failure) {
          outcomes.append('f');
        }
      }
    }
    return outcomes.toString();
  }

  private static String refused(Map<String, String> options) {
    Allocator upstream = upstream();
    String message =
        assertThrows(
                AllocatorLookupException.class, () -> Probe.compose("failing", options, upstream))
            .getMessage();
    assertDoesNotThrow(upstream::stats, "options are read before the upstream is taken");
    return String.valueOf(message);
  }

  private static Allocator upstream() {
    return Allocators.of(Arena.ofAuto(), block -> {});
  }
}
