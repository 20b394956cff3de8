package dev.alloc.tracking.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.AllocatorLookupException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("All ways to look at stacks")
final class WalkersTest {
  private static final int[] DEPTHS = {1, 2, 3, 8, 20, JvmtiStacks.MOST_DEPTH};
  private static final int TIMES = 300; // method handles change what they call after 127 calls

  @ParameterizedTest
  @EnumSource
  @DisplayName("see the same frames, lines and truncation")
  void areAlike(Caller caller) throws Exception {
    for (int depth : DEPTHS) {
      List<StackCapture> cameras =
          List.of(
              Walkers.named("stackwalker", depth),
              Walkers.named("jvmti", depth),
              Walkers.named("async", depth));
      List<Stack> seen = new ArrayList<>();
      for (int i = 0; i < TIMES; i++) {
        seen.clear();
        caller.call(() -> look(cameras, seen));
        assertEquals(seen.getFirst(), seen.get(1), caller + ", depth " + depth);
        assertEquals(seen.getFirst(), seen.getLast(), caller + ", async, depth " + depth);
      }
      Stack stack = seen.getFirst();
      assertEquals("look", stack.frames().getFirst().getMethodName(), stack::toString);
      assertEquals(stack.truncated(), stack.frames().size() == depth, stack::toString);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("have the one object for a stack, and by JVMTI a known one is not walked again")
  void knownStacks(Caller caller) throws Exception {
    knownStacks(caller, "jvmti");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "have the one object for a stack, and by the profilers' way a known one is not walked")
  void knownStacksAsync(Caller caller) throws Exception {
    knownStacks(caller, "async");
  }

  private static void knownStacks(Caller caller, String walker) throws Exception {
    JvmtiStacks learning = (JvmtiStacks) Walkers.named(walker, 8);
    WalkedStacks unable = new WalkedStacks(8, learning.walked().walker(), Map.of()); // cannot add
    JvmtiStacks knowing = new JvmtiStacks(unable, learning.known(), learning.isAsync());
    List<Stack> seen = new ArrayList<>();
    for (int i = 0; i < 2 * TIMES; i++) {
      List<StackCapture> camera = List.of(i < TIMES ? learning : knowing);
      caller.call(() -> look(camera, seen));
    }
    seen.forEach(stack -> assertSame(seen.getFirst(), stack));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jvmti", "async"})
  @DisplayName("tell apart what begins alike")
  void beginnings(String walker) {
    StackCapture camera = Walkers.named(walker, 64);
    List<Stack> seen = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      for (int depth = 0; depth < 80; depth++) {
        nested(depth, List.of(camera), seen);
      }
    }
    assertEquals(63, seen.stream().distinct().count()); // 'look' and 63 calls fill 64 frames
    for (int depth = 0; depth < 80; depth++) {
      assertSame(seen.get(depth), seen.get(depth + 80));
    }
  }

  private static void nested(int depth, List<StackCapture> cameras, List<Stack> seen) {
    if (depth == 0) {
      look(cameras, seen);
    } else {
      nested(depth - 1, cameras, seen);
    }
  }

  @Test
  @DisplayName("are chosen by name, JVMTI where native access is enabled")
  void names() {
    JvmtiStacks quickest = assertInstanceOf(JvmtiStacks.class, Walkers.named("auto", 8));
    assertEquals(AsyncFrames.isTried(), quickest.isAsync());
    assertInstanceOf(WalkedStacks.class, Walkers.named("auto", JvmtiStacks.MOST_DEPTH + 1));
    assertInstanceOf(WalkedStacks.class, Walkers.named("stackwalker", 8));
    assertInstanceOf(NoStacks.class, Walkers.named("jvmti", 0));
    refused("asgct", 8, "Ways: async, auto, jvmti, stackwalker.");
    refused("jvmti", 4711, "it looks 128 frames deep, alloc.tracking.depth is 4711");
  }

  private static void refused(String walker, int depth, String reason) {
    AllocatorLookupException refusal =
        assertThrows(AllocatorLookupException.class, () -> Walkers.named(walker, depth));
    assertTrue(refusal.toString().contains(reason), refusal::toString);
  }

  private static void look(List<StackCapture> cameras, List<Stack> seen) {
    for (StackCapture camera : cameras) {
      seen.add(camera.capture());
    }
  }
}
