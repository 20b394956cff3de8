package dev.alloc.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("What a class shares among its tests")
final class ClassLeakTest {
  private static final String ADVICE =
      "\n"
          + "  To see where: @LeakCheck(sites = true) or -Dalloc.junit.sites=true\n"
          + "  Its tests are not to blame: @AfterAll has to free what @BeforeAll and shared fields"
          + " hold.";

  @LeakCheck
  static final class Balanced {
    private static MemorySegment shared = MemorySegment.NULL;

    @BeforeAll
    static void allocate() {
      shared = Allocators.allocate(8, 8);
    }

    @Test
    void clean() {
      Allocators.free(Allocators.allocate(16, 8));
    }

    @Test
    void leaks() {
      Allocators.allocate(16, 8);
    }

    @AfterAll
    static void free() {
      Allocators.free(shared);
    }
  }

  @Test
  @DisplayName("is allocated by @BeforeAll and freed by @AfterAll, whatever the tests leak")
  void balanced() {
    Outcome run = Outcome.of(Balanced.class);
    assertEquals(Set.of("leaks()"), run.failed());
    assertEquals(Set.of("clean()"), run.passed());
  }

  @LeakCheck
  static final class Unbalanced {
    @BeforeAll
    static void allocate() {
      Allocators.allocate(24, 8);
    }

    @Test
    void leaks() {
      Allocators.allocate(16, 8);
    }

    @Test
    @LeakCheck(enabled = false)
    void leaksUnseen() {
      Allocators.allocate(16, 8);
    }

    @Test
    void clean() {}
  }

  @Test
  @DisplayName("and never freed fails the class, not its tests, and does not include their leaks")
  void unbalanced() {
    Outcome run = Outcome.of(Unbalanced.class);
    String name = "ClassLeakTest$Unbalanced";
    assertEquals(Set.of(name, "leaks()"), run.failed());
    assertEquals(Set.of("leaksUnseen()", "clean()"), run.passed());
    assertEquals("Unbalanced leaked 1 block (24 bytes)" + ADVICE, run.message(name));
  }

  @LeakCheck
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static final class HandedOver {
    private static MemorySegment block = MemorySegment.NULL;

    @Test
    void allocates() {
      block = Allocators.allocate(8, 8);
    }

    @AfterAll
    static void free() {
      Allocators.free(block);
    }
  }

  @Test
  @DisplayName("and freed after the test that allocated it is that test's leak and nobody else's")
  void handedOver() {
    assertEquals(Set.of("allocates()"), Outcome.of(HandedOver.class).failed());
  }

  @LeakCheck
  static final class FreedTwice {
    private static MemorySegment shared = MemorySegment.NULL;

    @BeforeAll
    static void allocate() {
      shared = Allocators.allocate(8, 8);
    }

    @Test
    void freesWhatIsShared() {
      Allocators.free(shared);
    }
  }

  @Test
  @DisplayName("and freed by a test fails that test and not the class")
  void freedByATest() {
    Outcome run = Outcome.of(FreedTwice.class);
    assertEquals(Set.of("freesWhatIsShared()"), run.failed());
    assertEquals(
        "freesWhatIsShared() freed 1 block (8 bytes) it did not allocate: allocated before it"
            + " began, or freed twice.\n"
            + "  To see which call: @LeakCheck(sites = true) or -Dalloc.junit.sites=true",
        run.message("freesWhatIsShared()"));
  }

  @LeakCheck
  @TestInstance(Lifecycle.PER_CLASS)
  static final class PerClass {
    private final MemorySegment freed = Allocators.allocate(8, 8);

    PerClass() {
      Allocators.allocate(32, 8);
    }

    @Test
    void first() {}

    @Test
    void second() {
      Allocators.allocate(8, 8);
    }

    @AfterAll
    void free() {
      Allocators.free(freed);
    }
  }

  @Test
  @DisplayName("includes the instance with PER_CLASS")
  void perClass() {
    Outcome run = Outcome.of(PerClass.class);
    String name = "ClassLeakTest$PerClass";
    assertEquals(Set.of(name, "second()"), run.failed());
    assertEquals(Set.of("first()"), run.passed());
    assertEquals("PerClass leaked 1 block (32 bytes)" + ADVICE, run.message(name));
  }

  @LeakCheck
  static final class Outer {
    private static MemorySegment shared = MemorySegment.NULL;

    @BeforeAll
    static void allocate() {
      shared = Allocators.allocate(8, 8);
    }

    @Nested
    final class Inner {
      @BeforeAll
      static void allocate() {
        Allocators.allocate(16, 8);
      }

      @Test
      void clean() {}

      @Test
      void leaks() {
        Allocators.allocate(8, 8);
      }
    }

    @AfterAll
    static void free() {
      Allocators.free(shared);
    }
  }

  @Test
  @DisplayName("is judged for a nested class and for the one around it")
  void nested() {
    Outcome run = Outcome.of(Outer.class);
    assertEquals(Set.of("Inner", "leaks()"), run.failed());
    assertEquals("Inner leaked 1 block (16 bytes)" + ADVICE, run.message("Inner"));
  }
}
