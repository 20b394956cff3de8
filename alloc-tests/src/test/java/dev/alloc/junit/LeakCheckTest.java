package dev.alloc.junit;

import static dev.alloc.junit.Outcome.WHERE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.suite.Ledger;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

@DisplayName("A leak check")
final class LeakCheckTest {
  @LeakCheck
  static final class Leaks {
    @Test
    void clean() {
      Allocators.free(Allocators.allocate(16, 8));
    }

    @Test
    void twoBlocks() {
      Allocators.allocate(16, 8);
      Allocators.allocate(32, 8);
    }

    @Test
    void alsoClean() {}

    @Test
    void byAnotherThread() throws InterruptedException {
      Thread thread = new Thread(() -> Allocators.allocate(8, 8));
      thread.start();
      thread.join();
    }
  }

  @Test
  @DisplayName("fails the tests that leak, and no others, with the number of blocks and bytes")
  void leaks() {
    Outcome run = Outcome.of(Leaks.class);
    assertEquals(Set.of("twoBlocks()", "byAnotherThread()"), run.failed());
    assertEquals(Set.of("clean()", "alsoClean()"), run.passed());
    assertEquals("twoBlocks() leaked 2 blocks (48 bytes)" + WHERE, run.message("twoBlocks()"));
    assertEquals(
        "byAnotherThread() leaked 1 block (8 bytes)" + WHERE, run.message("byAnotherThread()"));
  }

  @LeakCheck
  static final class Lifecycle {
    private static final List<String> FREED = new ArrayList<>();
    private final MemorySegment ofConstructor = Allocators.allocate(8, 8);
    private MemorySegment ofBefore = MemorySegment.NULL;

    @BeforeEach
    void allocate() {
      ofBefore = Allocators.allocate(24, 8);
    }

    @Test
    void balanced() {
      FREED.add("constructor");
    }

    @Test
    void unbalanced() {
      FREED.clear();
    }

    @AfterEach
    void free() {
      Allocators.free(ofBefore);
      if (FREED.contains("constructor")) {
        Allocators.free(ofConstructor);
      }
      FREED.clear();
    }
  }

  @Test
  @DisplayName("counts the constructor, @BeforeEach and @AfterEach to the test")
  void lifecycleMethods() {
    Outcome run = Outcome.of(Lifecycle.class);
    assertEquals(Set.of("balanced()"), run.passed());
    assertEquals("unbalanced() leaked 1 block (8 bytes)" + WHERE, run.message("unbalanced()"));
  }

  @LeakCheck
  static final class BadConstructor {
    BadConstructor() {
      Allocators.allocate(8, 8);
      throw new IllegalStateException("no instance");
    }

    @Test
    void neverRun() {}
  }

  @Test
  @DisplayName("does not lose the leak of a constructor that throws")
  void constructorThatThrows() {
    Outcome run = Outcome.of(BadConstructor.class);
    assertEquals("no instance", run.message("neverRun()"));
    assertEquals(
        List.of("neverRun() leaked 1 block (8 bytes)" + WHERE), run.suppressed("neverRun()"));
  }

  @LeakCheck
  static final class Failing {
    @Test
    void failsAndLeaks() {
      Allocators.allocate(8, 8);
      throw new IllegalArgumentException("the test's own");
    }

    @Test
    void failsOnly() {
      throw new IllegalArgumentException("nothing else");
    }

    @Test
    void isAborted() {
      Assumptions.abort("not here");
    }

    @Test
    void isAbortedAndLeaks() {
      Allocators.allocate(8, 8);
      Assumptions.abort("not here either");
    }
  }

  @Test
  @DisplayName("leaves a failure the first one and adds the leak; an aborted test that leaks fails")
  void failuresAndLeaks() {
    Outcome run = Outcome.of(Failing.class);
    assertEquals("the test's own", run.message("failsAndLeaks()"));
    assertEquals(
        List.of("failsAndLeaks() leaked 1 block (8 bytes)" + WHERE),
        run.suppressed("failsAndLeaks()"));
    assertEquals(List.of(), run.suppressed("failsOnly()"));
    assertEquals(Set.of("isAborted()"), run.aborted());
    assertInstanceOf(AssertionFailedError.class, run.failure("isAbortedAndLeaks()"));
    assertEquals(List.of("not here either"), run.suppressed("isAbortedAndLeaks()"));
  }

  @LeakCheck
  static final class Misrouted {
    static MemorySegment freed = MemorySegment.NULL;
    static MemorySegment grown = MemorySegment.NULL;

    @Test
    void freesAnothers() {
      Allocators.free(freed);
    }

    @Test
    void growsAnothers() {
      grown = Allocators.current().reallocate(grown, 100, 8);
    }
  }

  @Test
  @DisplayName("says who frees what is not its own, which goes back to the allocator it came from")
  void misroutedFrees() {
    try (Ledger ledger = Ledger.counting()) {
      Allocator former = Allocators.use(ledger);
      try {
        Misrouted.freed = ledger.allocate(40, 8);
        Misrouted.grown = ledger.allocate(40, 8);
        Outcome run = Outcome.of(Misrouted.class);
        assertEquals(Set.of("freesAnothers()", "growsAnothers()"), run.failed());
        assertEquals(
            "freesAnothers() freed 1 block (40 bytes) it did not allocate: allocated before it"
                + " began, or freed twice.\n  To see which call: @LeakCheck(sites = true) or"
                + " -Dalloc.junit.sites=true",
            run.message("freesAnothers()"));
        assertEquals(
            "growsAnothers() left as many blocks as it found, but 60 bytes more: it resized a"
                + " block that is not its own, or freed one and left one.",
            run.message("growsAnothers()"));
        ledger.free(Misrouted.grown);
        assertEquals(0, ledger.liveBlocks());
      } finally {
        Allocators.use(former);
      }
    }
  }
}
