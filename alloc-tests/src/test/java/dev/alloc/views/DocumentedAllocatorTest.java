package dev.alloc.views;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the JDK's documentation says of every segment allocator. */
@DisplayName("A segment allocator")
final class DocumentedAllocatorTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.alloc.views.View#all")
  @DisplayName("allocates values with their layout's size, alignment and byte order")
  void values(View view) {
    try (Allocator allocator = Allocators.create(view.spec());
        Arena arena = view.open(allocator)) {
      for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
        ValueLayout.OfLong longs = ValueLayout.JAVA_LONG.withOrder(order);
        assertEquals(-7L, is(longs, arena.allocateFrom(longs, -7L)).get(longs, 0));
        ValueLayout.OfInt ints = ValueLayout.JAVA_INT.withOrder(order);
        assertEquals(7, is(ints, arena.allocateFrom(ints, 7)).get(ints, 0));
        ValueLayout.OfShort shorts = ValueLayout.JAVA_SHORT.withOrder(order);
        assertEquals(70, is(shorts, arena.allocateFrom(shorts, (short) 70)).get(shorts, 0));
        ValueLayout.OfChar chars = ValueLayout.JAVA_CHAR.withOrder(order);
        assertEquals('ß', is(chars, arena.allocateFrom(chars, 'ß')).get(chars, 0));
        ValueLayout.OfDouble doubles = ValueLayout.JAVA_DOUBLE.withOrder(order);
        assertEquals(0.5, is(doubles, arena.allocateFrom(doubles, 0.5)).get(doubles, 0));
        ValueLayout.OfFloat floats = ValueLayout.JAVA_FLOAT.withOrder(order);
        assertEquals(0.25f, is(floats, arena.allocateFrom(floats, 0.25f)).get(floats, 0));
      }
      ValueLayout.OfByte bytes = ValueLayout.JAVA_BYTE;
      assertEquals(9, is(bytes, arena.allocateFrom(bytes, (byte) 9)).get(bytes, 0));
      MemorySegment pointer = arena.allocateFrom(ValueLayout.ADDRESS, MemorySegment.ofAddress(99));
      assertEquals(99, is(ValueLayout.ADDRESS, pointer).get(ValueLayout.ADDRESS, 0).address());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.alloc.views.View#all")
  @DisplayName("allocates arrays, and copies from segments of another layout")
  void arrays(View view) {
    try (Allocator allocator = Allocators.create(view.spec());
        Arena arena = view.open(allocator)) {
      long[] longs = {1, -2, Long.MAX_VALUE};
      assertArrayEquals(
          longs, arena.allocateFrom(ValueLayout.JAVA_LONG, longs).toArray(ValueLayout.JAVA_LONG));
      double[] doubles = {0.5, -1};
      assertArrayEquals(
          doubles,
          arena.allocateFrom(ValueLayout.JAVA_DOUBLE, doubles).toArray(ValueLayout.JAVA_DOUBLE));
      byte[] bytes = new byte[10_000];
      bytes[9_999] = 1;
      assertArrayEquals(
          bytes, arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes).toArray(ValueLayout.JAVA_BYTE));
      assertEquals(0, arena.allocateFrom(ValueLayout.JAVA_INT, new int[0]).byteSize());
      ValueLayout.OfInt swapped =
          ValueLayout.JAVA_INT.withOrder(
              ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
                  ? ByteOrder.LITTLE_ENDIAN
                  : ByteOrder.BIG_ENDIAN);
      MemorySegment source = MemorySegment.ofArray(new int[] {10, 20, 30});
      MemorySegment copy = arena.allocateFrom(swapped, source, ValueLayout.JAVA_INT, 4, 2);
      assertArrayEquals(new int[] {20, 30}, copy.toArray(swapped));
      MemoryLayout pair = MemoryLayout.structLayout(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
      is(pair, arena.allocate(pair));
      assertEquals(5 * pair.byteSize(), arena.allocate(pair, 5).byteSize());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.alloc.views.View#all")
  @DisplayName("allocates strings in every charset, with their terminator")
  void strings(View view) {
    try (Allocator allocator = Allocators.create(view.spec());
        Arena arena = view.open(allocator)) {
      for (int round = 0; round < 3; round++) {
        arena.allocate(300).fill((byte) -1);
        for (Charset charset :
            List.of(
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_32BE,
                StandardCharsets.ISO_8859_1)) {
          for (String text : List.of("", "a", "Größe", "x".repeat(1_000))) {
            assertEquals(text, arena.allocateFrom(text, charset).getString(0, charset));
          }
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.alloc.views.View#all")
  @DisplayName("serves as the memory of the JDK's own slicing and prefix allocators")
  void underneath(View view) {
    try (Allocator allocator = Allocators.create(view.spec());
        Arena arena = view.open(allocator)) {
      SegmentAllocator slices = SegmentAllocator.slicingAllocator(arena.allocate(100, 8));
      assertNotEquals(slices.allocate(40).address(), slices.allocate(40).address());
      SegmentAllocator prefixes = SegmentAllocator.prefixAllocator(arena.allocate(100, 8));
      assertEquals(prefixes.allocate(40).address(), prefixes.allocate(40).address());
      assertTrue(prefixes.allocate(1).scope().equals(arena.scope()));
    }
  }

  private static MemorySegment is(MemoryLayout layout, MemorySegment block) {
    assertEquals(layout.byteSize(), block.byteSize());
    assertEquals(0, block.address() % layout.byteAlignment());
    return block;
  }
}
