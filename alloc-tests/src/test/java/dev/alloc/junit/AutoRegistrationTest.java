package dev.alloc.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.tck.TckFixture;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The extension, registered automatically,")
final class AutoRegistrationTest {
  private static final Map<String, String> AUTOMATIC =
      Map.of("junit.jupiter.extensions.autodetection.enabled", "true");

  private static Allocator outside = Allocators.current();

  static final class NothingSaid {
    @Test
    void leaks() {
      Allocators.allocate(8, 8);
    }

    @Test
    void runsOnAnotherAllocator() {
      assertNotEquals(outside, Allocators.current());
    }

    @Test
    @LeakCheck(enabled = false)
    void leftOut() {
      Allocators.allocate(8, 8);
    }

    @Test
    @LeakCheck(allowedBlocks = 1)
    void onItsOwnTerms() {
      Allocators.allocate(8, 8);
    }
  }

  @Test
  @DisplayName("checks every test that does not say otherwise, once")
  void everyTest() {
    Outcome run = Outcome.of(NothingSaid.class, AUTOMATIC);
    assertEquals(Set.of("leaks()"), run.failed());
    assertEquals(Set.of(), Set.of(run.failure("leaks()").getSuppressed()));
    assertEquals(Set.of("runsOnAnotherAllocator()", "leftOut()", "onItsOwnTerms()"), run.passed());
  }

  /** A stranger's allocator, tested in a suite that checks for leaks. */
  static final class OfTheTck implements TckFixture {
    @Override
    public String spec() {
      return "system";
    }

    @Test
    void runsOnTheSameAllocator() {
      assertEquals(outside, Allocators.current());
      Allocators.allocate(8, 8);
    }
  }

  @Test
  @DisplayName("leaves the tests of the TCK alone")
  void notTheTck() {
    outside = Allocators.current();
    assertEquals(
        Set.of("runsOnTheSameAllocator()"), Outcome.of(OfTheTck.class, AUTOMATIC).passed());
  }
}
