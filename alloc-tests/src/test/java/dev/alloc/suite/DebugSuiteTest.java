package dev.alloc.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The suite under debug")
final class DebugSuiteTest {

  @ParameterizedTest
  @ValueSource(strings = {"debug", "debug+arena", "debug+tracking"})
  @DisplayName("passes, and no misuse is found in it")
  void passes(String spec) {
    try (Allocator allocator =
        Allocators.create(spec, Map.of("debug.depth", "2", "tracking.depth", "0"))) {
      SuiteRun run = new SuiteHarness(Progress.NONE).run(allocator, 2, 0);
      assertEquals(List.of(), run.failures());
      assertEquals(run.programs(), run.passed());
      allocator.check();
    }
  }
}
