package dev.alloc.clibrary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.system.ExportedFunctions;
import dev.alloc.system.NativeFunctions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("expat")
class ExpatTest {
  private static final String DOCUMENT = Expat.document(500);
  private static final String SHORT_DOCUMENT = Expat.document(40);

  private final Expat expat = new Expat();

  @ParameterizedTest
  @ValueSource(strings = {"system", "counting", "tracking", "debug", "arena", "counting+arena"})
  @DisplayName("parses on memory of any allocator, and gives all of it back")
  void parses(String spec) {
    Map<String, String> options = Map.of("tracking.depth", "0", "debug.depth", "0");
    try (Allocator allocator = Allocators.create(spec, options);
        Arena arena = Arena.ofConfined();
        ExportedFunctions exported = NativeFunctions.export(allocator, arena)) {
      assertEquals(Expat.OK, parse(exported, arena, DOCUMENT));
      assertEquals(0, exported.liveBlocks().orElse(0));
      assertTrue(exported.firstFailure().isEmpty());
      assertTrue(
          allocator.stats().allocations().orElse(100) >= 100, "it has not asked for much memory");
    }
  }

  @Test
  @DisplayName("says that there is no memory wherever a request fails, and leaves nothing live")
  void failures() {
    int nth = 1;
    while (!parsesWithFailure(nth)) {
      nth += 5;
    }
    int requests = nth;
    assertTrue(requests > 100, () -> "only " + requests + " requests");
  }

  private boolean parsesWithFailure(int nth) {
    Map<String, String> options = Map.of("failing.from", Integer.toString(nth));
    try (Allocator allocator = Allocators.create("counting+failing", options);
        Arena arena = Arena.ofConfined();
        ExportedFunctions exported = NativeFunctions.export(allocator, arena)) {
      int status = parse(exported, arena, SHORT_DOCUMENT);
      assertEquals(0, exported.liveBlocks().orElseThrow(), "live blocks after failure " + nth);
      assertEquals(status != Expat.OK, exported.firstFailure().isPresent());
      return status == Expat.OK;
    }
  }

  private int parse(ExportedFunctions exported, Arena arena, String document) {
    MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_BYTE, document.getBytes(UTF_8));
    return expat.parse(Expat.suite(exported.functions(), arena), text);
  }
}
