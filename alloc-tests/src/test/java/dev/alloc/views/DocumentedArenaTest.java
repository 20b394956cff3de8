package dev.alloc.views;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the JDK's documentation says of every arena. */
@DisplayName("An arena")
final class DocumentedArenaTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.alloc.views.View#all")
  @DisplayName(
      "gives blocks of its scope, of the size and alignment asked for, apart, zero if promised")
  void blocks(View view) {
    try (Allocator allocator = Allocators.create(view.spec())) {
      for (int round = 0; round < 3; round++) { // the memory of one round is dirty in the next
        try (Arena arena = view.open(allocator)) {
          List<MemorySegment> blocks = new ArrayList<>();
          for (long byteAlignment = 1; byteAlignment <= 4096; byteAlignment *= 2) {
            for (long byteSize : new long[] {0, 1, 8, 100, 5_000}) {
              MemorySegment block = arena.allocate(byteSize, byteAlignment);
              assertEquals(byteSize, block.byteSize());
              assertEquals(0, block.address() % byteAlignment);
              assertEquals(arena.scope(), block.scope());
              assertTrue(block.isNative() && !block.isReadOnly());
              for (long i = 0; view.zeroed() && i < byteSize; i++) {
                assertEquals(0, block.get(JAVA_BYTE, i));
              }
              blocks.add(block.fill((byte) (blocks.size() + 1)));
            }
          }
          for (int i = 0; i < blocks.size(); i++) {
            MemorySegment block = blocks.get(i);
            byte tag = (byte) (i + 1);
            assertEquals(
                -1, block.mismatch(MemorySegment.ofArray(new byte[size(block)]).fill(tag)));
          }
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.alloc.views.View#all")
  @DisplayName("has one scope, which is alive until close and equals no other's")
  void scope(View view) {
    try (Allocator allocator = Allocators.create(view.spec())) {
      Arena arena = view.open(allocator);
      Arena other = view.open(allocator);
      assertEquals(arena.scope(), arena.scope());
      assertEquals(arena.scope(), arena.allocate(8).asSlice(4).scope());
      assertNotEquals(arena.scope(), other.scope());
      assertTrue(arena.scope().isAlive());
      other.close();
      assertTrue(arena.scope().isAlive());
      assertFalse(other.scope().isAlive());
      arena.close();
      Arena successor = view.open(allocator); // most likely in the same memory
      assertNotEquals(arena.scope(), successor.scope());
      assertFalse(arena.scope().isAlive());
      successor.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.alloc.views.View#all")
  @DisplayName("ends once, with every view of its blocks")
  void close(View view) {
    try (Allocator allocator = Allocators.create(view.spec())) {
      Arena arena = view.open(allocator);
      MemorySegment block = arena.allocate(64, 8);
      List<MemorySegment> views =
          List.of(
              block, block.asSlice(8), block.asReadOnly(), MemorySegment.ofBuffer(buffer(block)));
      ByteBuffer buffer = block.asByteBuffer();
      arena.close();
      for (MemorySegment dead : views) {
        assertThrows(IllegalStateException.class, () -> dead.get(JAVA_BYTE, 0));
      }
      assertThrows(IllegalStateException.class, () -> buffer.get(0));
      assertThrows(IllegalStateException.class, arena::close);
      assertThrows(IllegalStateException.class, () -> arena.allocate(8, 8));
      assertThrows(IllegalStateException.class, () -> arena.allocateFrom("late"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.alloc.views.View#all")
  @DisplayName("is for its thread, or for all")
  @SuppressWarnings("try") // that another thread must not close it is what is tested
  void threads(View view) throws Exception {
    try (Allocator allocator = Allocators.create(view.spec());
        Arena arena = view.open(allocator)) {
      MemorySegment block = arena.allocate(8, 8).fill((byte) 5);
      assertEquals(view.shared(), block.isAccessibleBy(Thread.ofPlatform().unstarted(() -> {})));
      if (view.shared()) {
        assertEquals((byte) 5, onOtherThread(() -> block.get(JAVA_BYTE, 0)).byteValue());
        onOtherThread(() -> arena.allocate(8, 8).fill((byte) 1));
      } else {
        refused(() -> block.get(JAVA_BYTE, 0));
        refused(() -> arena.allocate(8, 8));
        refused(
            () -> {
              arena.close();
              return 0;
            });
        assertEquals(5, block.get(JAVA_BYTE, 0));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.alloc.views.View#all")
  @DisplayName("refuses what the documentation says it refuses, and goes on")
  void refusals(View view) {
    try (Allocator allocator = Allocators.create(view.spec());
        Arena arena = view.open(allocator)) {
      assertThrows(IllegalArgumentException.class, () -> arena.allocate(-1, 1));
      for (long byteAlignment : new long[] {0, -1, 3, 24, Long.MIN_VALUE}) {
        assertThrows(IllegalArgumentException.class, () -> arena.allocate(1, byteAlignment));
      }
      assertThrows(IllegalArgumentException.class, () -> arena.allocate(JAVA_BYTE, -1));
      assertThrows(NullPointerException.class, () -> arena.allocateFrom("text", null));
      MemorySegment text = arena.allocateFrom("still here", UTF_8);
      assertEquals("still here", text.getString(0));
    }
  }

  private static ByteBuffer buffer(MemorySegment block) {
    return block.asByteBuffer();
  }

  private static int size(MemorySegment block) {
    return Math.toIntExact(block.byteSize());
  }

  private static void refused(Callable<?> task) {
    ExecutionException thrown = assertThrows(ExecutionException.class, () -> onOtherThread(task));
    assertInstanceOf(WrongThreadException.class, thrown.getCause());
  }

  private static <T> T onOtherThread(Callable<T> task) throws Exception {
    FutureTask<T> future = new FutureTask<>(task);
    Thread.ofPlatform().start(future);
    return future.get();
  }
}
