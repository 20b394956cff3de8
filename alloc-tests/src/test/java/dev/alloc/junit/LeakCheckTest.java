package dev.alloc.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.suite.Ledger;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

@DisplayName("A leak check")
final class LeakCheckTest {
  private static final String WHERE =
      "\n  To see where: @LeakCheck(sites = true) or -Dalloc.junit.sites=true";

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

  @LeakCheck
  static class Parent {
    @Test
    void inherited() {
      Allocators.allocate(8, 8);
    }
  }

  static final class Child extends Parent {
    @Test
    void own() {
      Allocators.allocate(8, 8);
    }

    @Test
    @LeakCheck(enabled = false)
    void leftOut() {
      Allocators.allocate(8, 8);
    }

    @Nested
    final class Inner {
      @Test
      void nested() {
        Allocators.allocate(8, 8);
      }

      @Test
      void cleanNested() {}
    }

    @Nested
    @LeakCheck(enabled = false)
    final class LeftOut {
      @Test
      void nestedLeftOut() {
        Allocators.allocate(8, 8);
      }
    }
  }

  @Test
  @DisplayName("is inherited, holds for nested classes, and can be left out")
  void inheritance() {
    Outcome run = Outcome.of(Child.class);
    assertEquals(Set.of("inherited()", "own()", "nested()"), run.failed());
    assertEquals(Set.of("leftOut()", "cleanNested()", "nestedLeftOut()"), run.passed());
  }

  @LeakCheck(allowedBlocks = 1)
  @Retention(RetentionPolicy.RUNTIME)
  @interface OneIsFine {}

  static final class Thresholds {
    @Test
    @OneIsFine
    void oneBlock() {
      Allocators.allocate(1_000, 8);
    }

    @Test
    @OneIsFine
    void twoBlocks() {
      Allocators.allocate(8, 8);
      Allocators.allocate(8, 8);
    }

    @Test
    @LeakCheck(allowedBytes = 16)
    void sixteenBytes() {
      Allocators.allocate(8, 8);
      Allocators.allocate(8, 8);
    }

    @Test
    @LeakCheck(allowedBytes = 16)
    void seventeenBytes() {
      Allocators.allocate(17, 8);
    }

    @Test
    @LeakCheck(allowedBlocks = 2, allowedBytes = 16)
    void bothAreLimits() {
      Allocators.allocate(17, 8);
    }

    @Test
    void unchecked() {
      Allocators.allocate(8, 8);
    }
  }

  @Test
  @DisplayName("allows as much as it is told, on a single method and by an annotation of one's own")
  void thresholds() {
    Outcome run = Outcome.of(Thresholds.class);
    assertEquals(Set.of("twoBlocks()", "seventeenBytes()", "bothAreLimits()"), run.failed());
    assertEquals(Set.of("oneBlock()", "sixteenBytes()", "unchecked()"), run.passed());
  }

  static final class WarmUps {
    private static MemorySegment cache = MemorySegment.NULL;
    private static final List<String> CALLS = new ArrayList<>();

    @BeforeEach
    void before() {
      CALLS.add("before");
    }

    @AfterEach
    void after() {
      CALLS.add("after");
    }

    @Test
    @LeakCheck(warmUps = 2)
    void fillsCache() {
      CALLS.add("test");
      if (cache.byteSize() == 0) {
        cache = Allocators.allocate(64, 8);
      }
    }

    @Test
    @LeakCheck(warmUps = 1)
    void leaksEachTime() {
      Allocators.allocate(8, 8);
    }
  }

  @Test
  @DisplayName("lets warm-up runs leave something behind, and the run after them not")
  void warmUps() {
    WarmUps.CALLS.clear();
    Outcome run = Outcome.of(WarmUps.class);
    assertEquals(Set.of("fillsCache()"), run.passed());
    assertEquals(
        "leaksEachTime() leaked 1 block (8 bytes)" + WHERE, run.message("leaksEachTime()"));
    assertEquals(3, WarmUps.CALLS.stream().filter("test"::equals).count());
    assertEquals(5, WarmUps.CALLS.stream().filter("before"::equals).count());
    assertEquals(5, WarmUps.CALLS.stream().filter("after"::equals).count());
  }

  @LeakCheck
  static final class Templates {
    @ParameterizedTest(name = "size {0}")
    @ValueSource(longs = {8, 16, 24})
    void parameterized(long byteSize) {
      MemorySegment block = Allocators.allocate(byteSize, 8);
      if (byteSize != 16) {
        Allocators.free(block);
      }
    }

    @RepeatedTest(value = 3, name = "repetition {currentRepetition}")
    void repeated(RepetitionInfo repetition) {
      MemorySegment block = Allocators.allocate(8, 8);
      if (repetition.getCurrentRepetition() != 2) {
        Allocators.free(block);
      }
    }

    @TestFactory
    Stream<DynamicTest> factory() {
      return Stream.of(1, 2, 3)
          .map(
              number ->
                  DynamicTest.dynamicTest(
                      "dynamic " + number,
                      () -> {
                        if (number == 2) {
                          Allocators.allocate(8, 8);
                        }
                        if (number == 3) {
                          Allocators.allocate(16, 8);
                          throw new IllegalStateException("three");
                        }
                      }));
    }

    @TestFactory
    List<DynamicTest> leakingFactory() {
      Allocators.allocate(8, 8);
      return List.of(DynamicTest.dynamicTest("innocent", () -> {}));
    }
  }

  @Test
  @DisplayName("judges each invocation of a template and each dynamic test for itself")
  void templates() {
    Outcome run = Outcome.of(Templates.class);
    assertEquals(
        Set.of("size 16", "repetition 2", "dynamic 2", "dynamic 3", "leakingFactory()"),
        run.failed());
    assertEquals(
        Set.of("size 8", "size 24", "repetition 1", "repetition 3", "dynamic 1", "innocent"),
        run.passed());
    assertEquals("dynamic 2 leaked 1 block (8 bytes)" + WHERE, run.message("dynamic 2"));
    assertEquals(
        List.of("dynamic 3 leaked 1 block (16 bytes)" + WHERE), run.suppressed("dynamic 3"));
    assertEquals(
        "leakingFactory() leaked 1 block (8 bytes)" + WHERE, run.message("leakingFactory()"));
  }

  static final class BadTerms {
    @Test
    @LeakCheck(warmUps = -1)
    void negative() {}
  }

  @Test
  @DisplayName("refuses negative numbers with the annotation")
  void badTerms() {
    String message = Outcome.of(BadTerms.class).message("negative()");
    assertTrue(message.contains("warmUps must be 0 or more"), message);
  }
}
