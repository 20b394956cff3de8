package dev.alloc.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.tracking.Grouping;
import dev.alloc.tracking.Tracking;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Under a leak check, tracking")
final class TitleTest {

  @LeakCheck(allowedBlocks = 10)
  static final class Allocates {
    @BeforeAll
    static void shared() {
      Allocators.allocate(1, 1);
    }

    @BeforeEach
    void before() {
      Allocators.allocate(2, 1);
    }

    @Test
    void test() {
      Allocators.allocate(4, 1);
    }

    @TestFactory
    List<DynamicTest> factory() {
      return List.of(DynamicTest.dynamicTest("a part", () -> Allocators.allocate(16, 1)));
    }

    @AfterEach
    void after() {
      Allocators.allocate(8, 1);
    }
  }

  @Test
  @DisplayName("has the names of class and test as titles of what they allocate")
  void titles() {
    Allocator tracking = Allocators.create("tracking+arena", Map.of("tracking.depth", "0"));
    Allocator former = Allocators.use(tracking);
    try {
      assertEquals(List.of(), List.copyOf(Outcome.of(Allocates.class).failed()));
      Map<String, Long> bytes = new TreeMap<>();
      Tracking.of(tracking)
          .snapshot()
          .by(Grouping.TITLE)
          .forEach((title, usage) -> bytes.put(title, usage.liveBytes()));
      assertEquals(
          Map.of(
              "Allocates", 1L,
              "Allocates.a part", 16L,
              "Allocates.factory()", 10L,
              "Allocates.test()", 14L),
          bytes);
    } finally {
      tracking.reset(0);
      Allocators.use(former);
      tracking.close();
    }
  }
}
