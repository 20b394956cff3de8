package dev.alloc.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.Arena;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** A TCK that had nothing to test, or could not create it, must not look like one that passed. */
@DisplayName("The TCK")
final class NothingToTestTest {
  private static final String RULE_0_1 = "required_0_1_theAllocatorUnderTestIsTheOneAskedFor";

  /** Asks for an allocator that does not exist. */
  static final class NoSuchAllocator implements AllocatorTck {
    @Override
    public String spec() {
      return "no-such-allocator";
    }
  }

  /** Asks for one allocator and creates another. */
  static final class AnotherAllocator implements AllocatorTck {
    @Override
    public String spec() {
      return "counting";
    }

    @Override
    public Allocator create() {
      return Allocators.of(Arena.ofAuto(), _ -> {});
    }
  }

  @Test
  @DisplayName("fails when the allocator cannot be created")
  void anUnknownAllocatorFails() {
    assertNothingPasses(NoSuchAllocator.class);
  }

  @Test
  @DisplayName("fails when nobody says what to test")
  void noSpecFails() {
    assertNothingPasses(SpecTckTest.class);
  }

  @Test
  @DisplayName("fails when another allocator is created than the one asked for")
  void anotherAllocatorFails() {
    String messages =
        run(selectMethod(AnotherAllocator.class, RULE_0_1)).failed().stream()
            .map(event -> event.getPayload().orElseThrow().toString())
            .filter(payload -> payload.contains("rule 0.1"))
            .collect(Collectors.joining());
    assertTrue(messages.contains("'functions' was created"), messages);
  }

  private static void assertNothingPasses(Class<?> tck) {
    Events tests = run(selectClass(tck));
    Set<String> passed = new TreeSet<>();
    tests
        .succeeded()
        .map(event -> event.getTestDescriptor().getDisplayName())
        .filter(name -> name.matches("[0-5]\\..*"))
        .forEach(passed::add);
    assertEquals(Set.of(), passed, "rules that passed with nothing to test");
    assertTrue(tests.failed().count() > 0, "nothing failed");
  }

  private static Events run(DiscoverySelector tck) {
    return EngineTestKit.engine("junit-jupiter").selectors(tck).execute().testEvents();
  }
}
