package dev.alloc.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.tracking.TrackedSite;
import dev.alloc.tracking.Tracking;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code tracking} takes for the caller when the program is not the one that calls it. */
@DisplayName("Under another plugin, tracking names the program")
final class TrackingCallersTest {
  private static final long LARGE = 1 << 20;

  @ParameterizedTest
  @ValueSource(strings = {"arena", "counting", "debug"})
  @DisplayName("and none of the plugin's own frames")
  void theCallerIsTheProgram(String plugin) {
    try (Allocator tracking = Allocators.create("tracking", Map.of("tracking.depth", "4"));
        Allocator outer = Allocators.createOver(plugin, Map.of(), tracking)) {
      MemorySegment small = outer.allocate(8, 8);
      MemorySegment large = outer.allocate(LARGE, 8);
      try (Arena arena = outer.confinedArena(true)) {
        arena.allocate(8, 8);
        arena.allocate(LARGE, 8);
        List<TrackedSite> sites = Tracking.of(tracking).snapshot().sites();
        assertFalse(sites.isEmpty(), plugin);
        for (TrackedSite site : sites) {
          assertEquals(
              TrackingCallersTest.class.getName(), site.stack().getFirst().getClassName(), plugin);
        }
      }
      outer.free(large);
      outer.free(small);
    }
  }
}
