package dev.alloc.system.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alloc.AllocatorLookupException;
import dev.alloc.Allocators;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GuardOptionsTest {

  @Test
  @DisplayName("values that cannot be meant are refused")
  void refused() {
    assertRefused(
        "alloc.system.guard=pages is neither 'none' nor 'page'", Map.of("system.guard", "pages"));
    assertRefused(
        "alloc.system.guardSample=10 is about guard pages; set alloc.system.guard=page too",
        Map.of("system.guardSample", "10"));
    assertRefused(
        "alloc.system.guardKeep=0 is about guard pages; set alloc.system.guard=page too",
        Map.of("system.guardKeep", "0"));
    assertRefused(
        "alloc.system.guardSample=0 is no number of blocks; 1 guards each, 100 one of a hundred",
        Map.of("system.guard", "page", "system.guardSample", "0"));
    assertRefused(
        "alloc.system.guardKeep=4096 is too small to keep anything: 0, or at least 1m",
        Map.of("system.guard", "page", "system.guardKeep", "4k"));
  }

  @Test
  @DisplayName("a system whose mappings are not known is refused by name")
  void otherSystems() {
    AllocatorLookupException refusal =
        assertThrows(AllocatorLookupException.class, () -> Mappings.anonymous("Windows 11"));
    assertEquals(
        "alloc.system.guard=page knows the mappings of Linux and macOS, not those of Windows 11."
            + " Use the allocator 'debug' there.",
        refusal.getMessage());
  }

  private static void assertRefused(String message, Map<String, String> options) {
    assertEquals(
        message,
        assertThrows(AllocatorLookupException.class, () -> Allocators.create("system", options))
            .getMessage());
  }
}
