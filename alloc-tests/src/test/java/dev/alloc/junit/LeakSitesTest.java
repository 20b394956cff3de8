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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A leak check with sites")
final class LeakSitesTest {
  private static final String SITES = "alloc.junit.sites";
  private static final String HERE = LeakSitesTest.class.getName();

  @LeakCheck(sites = true)
  static final class WithSites {
    @BeforeAll
    static void allocate() {
      Allocators.allocate(8, 8);
    }

    @Test
    void leaks() {
      for (int i = 0; i < 3; i++) {
        string(10);
      }
      Allocators.allocate(64, 8);
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

  @LeakCheck(sites = true)
  static final class FreesWhatIsShared {
    private static MemorySegment shared = MemorySegment.NULL;

    @BeforeAll
    static void allocate() {
      shared = Allocators.allocate(8, 8);
      Allocators.allocate(16, 8); // nobody frees it
    }

    @Test
    void freesWhatIsShared() {
      Allocators.free(shared);
    }
  }

  @Test
  @DisplayName("names the call that freed what is not the test's, and passes the block on")
  void misroutedFree() {
    Outcome run = Outcome.of(FreesWhatIsShared.class);
    String type = HERE + "$FreesWhatIsShared.";
    assertEquals(
        """
        freesWhatIsShared() freed 1 block (8 bytes) it did not allocate: allocated before it began,\
         or freed twice.
          1 block (8 bytes) freed
            at %sfreesWhatIsShared(LeakSitesTest.java:n)\
        """
            .formatted(type),
        run.message("freesWhatIsShared()").replaceAll(":\\d+\\)", ":n)").replace("app//", ""));
    String ofClass = run.message("LeakSitesTest$FreesWhatIsShared");
    assertTrue(ofClass.contains("leaked 1 block (16 bytes)"), () -> "not passed on: " + ofClass);
  }

  @LeakCheck(sites = true)
  static final class ResizesAndFreesTwice {
    private static MemorySegment shared = MemorySegment.NULL;

    @BeforeAll
    static void allocate() {
      shared = Allocators.allocate(8, 8);
    }

    @AfterAll
    static void free() {
      Allocators.free(shared);
    }

    @Test
    void resizes() {
      shared = Allocators.current().reallocate(shared, 24, 8);
    }

    @Test
    void freesTwice() {
      MemorySegment own = Allocators.allocate(8, 8);
      Allocators.free(own);
      Allocators.free(own);
    }
  }

  @Test
  @DisplayName("names the call that resized what is not the test's")
  void misroutedReallocation() {
    Outcome run = Outcome.of(ResizesAndFreesTwice.class);
    String message = run.message("resizes()");
    assertTrue(message.contains("16 bytes more"), message);
    assertTrue(message.contains(HERE + "$ResizesAndFreesTwice.resizes("), message);
  }

  @Test
  @DisplayName("throws where a test frees a block of its own twice")
  void doubleFree() {
    Throwable failure = Outcome.of(ResizesAndFreesTwice.class).failure("freesTwice()");
    MemoryFaultException fault = assertInstanceOf(MemoryFaultException.class, failure);
    assertEquals(MemoryFaultException.Kind.DOUBLE_FREE, fault.kind());
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
