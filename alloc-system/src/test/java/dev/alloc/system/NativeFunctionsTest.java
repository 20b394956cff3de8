package dev.alloc.system;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.AllocatorLookupException;
import dev.alloc.Allocators;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables from pointers, from libraries, and what is wrong with some. */
class NativeFunctionsTest {

  @Test
  @DisplayName("two pointers are enough to install an allocator")
  void twoPointers() {
    Allocator allocator = Tables.two().toAllocator();
    Allocator former = Allocators.use(allocator);
    try {
      MemorySegment block = Allocators.allocate(100, 64);
      block.fill((byte) 1);
      Allocators.free(Allocators.current().reallocate(block, 5_000, 4096));
    } finally {
      Allocators.use(former);
    }
    assertEquals("native", allocator.name());
  }

  @Test
  @DisplayName("the C library's table is the allocator 'system'")
  void theCLibrary() {
    assertInstanceOf(SystemAllocator.class, NativeFunctions.ofCLibrary().toAllocator());
    assertEquals("the C library of this process", NativeFunctions.ofCLibrary().toString());
  }

  @Test
  @DisplayName("what is no function pointer is refused by name")
  void noPointer() {
    NativeFunctions two = Tables.two();
    MemorySegment array = MemorySegment.ofArray(new long[1]);
    assertMessageStarts(
        "free must be a function pointer",
        assertThrows(
            IllegalArgumentException.class,
            () -> NativeFunctions.of(two.malloc(), MemorySegment.NULL)));
    assertThrows(IllegalArgumentException.class, () -> NativeFunctions.of(array, two.free()));
    assertThrows(IllegalArgumentException.class, () -> two.withCalloc(array));
    assertThrows(IllegalArgumentException.class, () -> two.withRealloc(array));
    assertThrows(IllegalArgumentException.class, () -> two.withAlignedAlloc(array));
    assertThrows(IllegalArgumentException.class, () -> two.withUsableSize(array));
    for (long alignment : new long[] {0, -8, 3, 8192, Long.MIN_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> two.withMallocAlignment(alignment));
    }
  }

  @Test
  @DisplayName("pointers are never called critically")
  void neverCritical() {
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> Tables.all().withCriticalCalls());
    assertEquals(
        "critical calls are for the functions of a named library; this is a table of pointers",
        refused.getMessage());
    CFunctions linked = CFunctions.link(Tables.all());
    assertEquals(linked.malloc().plain(), linked.malloc().critical());
  }

  @Test
  @DisplayName("a malloc that aligns less than it is said to is named, its block given back")
  void misaligned() throws Exception {
    try (Arena arena = Arena.ofShared()) {
      Misaligned functions = new Misaligned();
      Allocator allocator = functions.table(arena).toAllocator();
      IllegalStateException refused =
          assertThrows(IllegalStateException.class, () -> allocator.allocate(64, 16));
      assertMessageStarts(
          "native: malloc of a table of pointers returned 0x1008 for 64 bytes", refused);
      assertEquals(0, functions.live);
      functions.table(arena).withMallocAlignment(8).toAllocator().allocate(64, 8);
      assertEquals(1, functions.live);
    }
  }

  /** A malloc whose addresses are multiples of 8, and of nothing more. */
  private static final class Misaligned {
    private int live;

    NativeFunctions table(Arena arena) throws ReflectiveOperationException {
      return NativeFunctions.of(
          stub(arena, "malloc", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG)),
          stub(arena, "free", FunctionDescriptor.ofVoid(JAVA_LONG)));
    }

    @SuppressWarnings("restricted")
    private MemorySegment stub(Arena arena, String name, FunctionDescriptor type)
        throws ReflectiveOperationException {
      MethodType methodType = type.toMethodType();
      return Linker.nativeLinker()
          .upcallStub(MethodHandles.lookup().bind(this, name, methodType), type, arena);
    }

    @SuppressWarnings("unused") // called through its handle
    long malloc(long byteSize) {
      live++;
      return 0x1008;
    }

    @SuppressWarnings("unused") // called through its handle
    void free(long address) {
      live--;
    }
  }

  @Test
  @DisplayName("pointers whose arena is closed are not called any more")
  void closedArena() throws Exception {
    Misaligned functions = new Misaligned();
    Allocator allocator;
    try (Arena arena = Arena.ofShared()) {
      allocator = functions.table(arena).toAllocator();
    }
    assertThrows(IllegalStateException.class, () -> allocator.allocate(8, 8));
    assertEquals(0, functions.live);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "libnosuchmalloc.so.9 | `` | system: the library 'libnosuchmalloc.so.9' cannot be loaded:"
            + " libnosuchmalloc.so.9: cannot open shared object file",
        "/nowhere/libx.so | `` | system: the library '/nowhere/libx.so' cannot be loaded: there is"
            + " no file /nowhere/libx.so",
        "libm.so.6 | `` | system: libm.so.6 has no function 'malloc' of its own; the one found"
            + " there is the C library's, which is used when no library is named",
        "libc.so.6 | `` | system: libc.so.6 has no function 'malloc' of its own",
        "libc.so.6 | mi_ | system: libc.so.6 has no function 'mi_malloc'.",
      })
  @DisplayName("a library that cannot be had is refused with what was looked for and where")
  void refusedLibraries(String library, String prefix, String message) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> NativeFunctions.of(library.strip(), prefix));
    assertMessageStarts(message, refused);
    AllocatorLookupException same =
        assertThrows(
            AllocatorLookupException.class,
            () ->
                Allocators.create(
                    "system", Map.of("system.library", library.strip(), "system.prefix", prefix)));
    assertMessageStarts(message, same);
  }

  @Test
  @DisplayName("options about a library need one")
  void optionsWithoutLibrary() {
    for (Map<String, String> options :
        List.of(Map.of("system.prefix", "mi_"), Map.of("system.critical", "true"))) {
      AllocatorLookupException refused =
          assertThrows(AllocatorLookupException.class, () -> Allocators.create("system", options));
      assertTrue(
          String.valueOf(refused.getMessage()).endsWith("say which with alloc.system.library."),
          refused::getMessage);
    }
  }

  private static void assertMessageStarts(String expected, Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.startsWith(expected), message);
  }
}
