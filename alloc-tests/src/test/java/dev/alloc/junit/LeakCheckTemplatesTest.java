package dev.alloc.junit;

import static dev.alloc.junit.Outcome.WHERE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that one method stands for several of. */
@DisplayName("A leak check")
final class LeakCheckTemplatesTest {
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

  @LeakCheck(enabled = false)
  static final class LeftOut {
    @TestFactory
    List<DynamicTest> factory() {
      return List.of(DynamicTest.dynamicTest("left out", () -> Allocators.allocate(8, 8)));
    }

    @Nested
    @LeakCheck(allowedBlocks = 1)
    final class OneIsFine {
      @TestFactory
      Stream<DynamicNode> factory() {
        return Stream.of(
            DynamicTest.dynamicTest("one", () -> Allocators.allocate(8, 8)),
            DynamicContainer.dynamicContainer(
                "inside",
                List.of(
                    DynamicTest.dynamicTest(
                        "two",
                        () -> {
                          Allocators.allocate(8, 8);
                          Allocators.allocate(8, 8);
                        }))));
      }
    }
  }

  @Test
  @DisplayName("judges dynamic tests by what their class says")
  void dynamicTestsOfAClass() {
    Outcome run = Outcome.of(LeftOut.class);
    assertEquals(Set.of("left out", "one"), run.passed());
    assertEquals(Set.of("two"), run.failed());
  }
}
