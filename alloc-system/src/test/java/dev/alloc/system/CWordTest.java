package dev.alloc.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Both widths of size_t, of which one machine has only one. */
class CWordTest {
  private static final CWord NARROW = new CWord(ValueLayout.JAVA_INT);
  private static final CWord WIDE = new CWord(ValueLayout.JAVA_LONG);

  @Test
  @DisplayName("a 32-bit size_t: 8 bytes of alignment, and no size near PTRDIFF_MAX")
  void thirtyTwoBits() {
    assertEquals(8, NARROW.mallocAlignment());
    assertEquals(Integer.MAX_VALUE - 4096L, NARROW.maxByteSize(4096));
  }

  @Test
  @DisplayName("a 64-bit size_t: 16 bytes of alignment, and no sum that overflows")
  void sixtyFourBits() {
    assertEquals(16, WIDE.mallocAlignment());
    assertEquals(Long.MAX_VALUE, WIDE.maxByteSize(4096) + 4096);
  }

  @Test
  @DisplayName("an address in the upper half of 32 bits is not taken for a negative one")
  void narrowResultsAreUnsigned() throws Throwable {
    MethodHandle wide = NARROW.widen(function("narrow", int.class));
    assertEquals(MethodType.methodType(long.class, long.class, long.class), wide.type());
    assertEquals(0xF000_0010L, (long) wide.invokeExact(0xF000_0000L, 0x10L));
  }

  @Test
  @DisplayName("a function without a result is widened too")
  void narrowVoid() throws Throwable {
    MethodHandle sink =
        MethodHandles.empty(MethodType.methodType(void.class, int.class)); // like free
    assertEquals(MethodType.methodType(void.class, long.class), NARROW.widen(sink).type());
  }

  @Test
  @DisplayName("64-bit functions stay as they are")
  void wideIsUntouched() throws Throwable {
    MethodHandle function = function("wide", long.class);
    assertEquals(function, WIDE.widen(function));
  }

  @Test
  @DisplayName("C's 32 bits arrive in Java without a sign, and results fit in 32 bits")
  void narrowForCallsFromC() throws Throwable {
    MethodHandle upcall = NARROW.narrow(function("wide", long.class));
    assertEquals(MethodType.methodType(int.class, int.class, int.class), upcall.type());
    assertEquals(0xF000_0010, (int) upcall.invokeExact(0xF000_0000, 0x10));
    MethodHandle first =
        MethodHandles.dropArguments(MethodHandles.identity(long.class), 1, long.class);
    MethodHandle back = NARROW.widen(NARROW.narrow(first));
    assertEquals(0xF000_0000L, (long) back.invokeExact(0xF000_0000L, 1L));
    assertEquals(first, WIDE.narrow(first));
  }

  @Test
  @DisplayName("another width is refused")
  void otherWidth() {
    assertThrows(UnsupportedOperationException.class, () -> new CWord(ValueLayout.JAVA_SHORT));
  }

  @Test
  @DisplayName("the linker of this machine is understood")
  void thisMachine() {
    assertEquals(
        ValueLayout.ADDRESS.byteSize(), CWord.of(Linker.nativeLinker()).layout().byteSize());
  }

  private static MethodHandle function(String name, Class<?> type)
      throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .findStatic(CWordTest.class, name, MethodType.methodType(type, type, type));
  }

  @SuppressWarnings("unused") // called through its handle
  private static int narrow(int a, int b) {
    return a + b;
  }

  @SuppressWarnings("unused") // called through its handle
  private static long wide(long a, long b) {
    return a + b;
  }
}
