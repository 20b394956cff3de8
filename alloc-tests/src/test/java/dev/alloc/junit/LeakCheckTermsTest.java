package dev.alloc.junit;

import static dev.alloc.junit.Outcome.WHERE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocators;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the annotation says, and where it holds. */
@DisplayName("A leak check")
final class LeakCheckTermsTest {
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
