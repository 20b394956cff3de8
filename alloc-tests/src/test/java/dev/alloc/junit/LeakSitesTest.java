package dev.alloc.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A leak check with sites")
final class LeakSitesTest {
  private static final String SITES = "alloc.junit.sites";
  private static final String HERE = LeakSitesTest.class.getName();

  @LeakCheck(sites = true)
  static final class WithSites {
    private static MemorySegment shared = MemorySegment.NULL;

    @BeforeAll
    static void allocate() {
      shared = Allocators.allocate(8, 8);
    }

    @Test
    void leaks() {
      for (int i = 0; i < 3; i++) {
        string(10);
      }
      Allocators.allocate(64, 8);
    }

    @Test
    void freesWhatIsShared() {
      Allocators.free(shared);
    }

    private static void string(long byteSize) {
      Allocators.allocate(byteSize, 1);
    }
  }

  @Test
  @DisplayName("lists the lines that allocated what leaked, most bytes first, without JUnit's own")
  void sites() {
    Outcome run = Outcome.of(WithSites.class);
    List<String> lines =
        run.message("leaks()").lines().map(line -> line.replaceAll(":\\d+\\)", ":n)")).toList();
    String type = HERE + "$WithSites.";
    assertEquals(
        List.of(
            "leaks() leaked 4 blocks (94 bytes)",
            "  1 block (64 bytes) allocated",
            "    at " + type + "leaks(LeakSitesTest.java:n)",
            "  3 blocks (30 bytes) allocated",
            "    at " + type + "string(LeakSitesTest.java:n)",
            "    at " + type + "leaks(LeakSitesTest.java:n)"),
        lines.stream().map(line -> line.replace("app//", "")).toList());
  }

  @Test
  @DisplayName("throws at the call that frees what is not the test's")
  void misroutedFree() {
    Throwable failure = Outcome.of(WithSites.class).failure("freesWhatIsShared()");
    MemoryFaultException fault = assertInstanceOf(MemoryFaultException.class, failure);
    assertEquals(MemoryFaultException.Kind.INVALID_FREE, fault.kind());
    assertTrue(
        List.of(fault.getStackTrace()).stream()
            .anyMatch(frame -> frame.getMethodName().equals("freesWhatIsShared")),
        "the call is not in the stack");
  }

  @Test
  @DisplayName("tells of the class as well")
  void ofTheClass() {
    Outcome run = Outcome.of(WithSites.class);
    String message = run.message("LeakSitesTest$WithSites");
    assertTrue(message.contains(HERE + "$WithSites.allocate"), message);
  }

  @LeakCheck
  static final class WithoutSites {
    @Test
    void leaks() {
      Allocators.allocate(8, 8);
    }
  }

  @Test
  @DisplayName("can be had by a configuration parameter")
  void byParameter() {
    String message = Outcome.of(WithoutSites.class, Map.of(SITES, "true")).message("leaks()");
    assertTrue(message.contains(HERE + "$WithoutSites.leaks(LeakSitesTest.java:"), message);
    assertEquals(
        "alloc.junit.sites=yes is neither true nor false",
        Outcome.of(WithoutSites.class, Map.of(SITES, "yes")).message("LeakSitesTest$WithoutSites"));
  }

  @Test
  @DisplayName("says so where the allocator below releases in bulk and has no list")
  void overAnArena() {
    try (Allocator arena = Allocators.create("arena")) {
      Allocator former = Allocators.use(arena);
      try {
        String message = Outcome.of(WithSites.class).message("leaks()");
        assertEquals(
            "leaks() leaked 4 blocks (94 bytes)\n"
                + "  The allocator below releases in bulk and does not list blocks; to see where,"
                + " run with -Dalloc.impl=system",
            message);
        assertEquals(Set.of("leaks()"), Outcome.of(WithoutSites.class).failed());
      } finally {
        arena.reset(0);
        Allocators.use(former);
      }
    }
  }
}
