package dev.alloc.clibrary;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.system.ExportedFunctions;
import dev.alloc.system.NativeFunctions;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("zlib")
@SuppressWarnings("restricted") // for C
class ZlibTest {
  private static final int OK = 0;
  private static final int STREAM_END = 1;
  private static final int MEM_ERROR = -4;
  private static final int FINISH = 4;

  /** The struct z_stream where pointers have 64 bits. */
  private static final long STREAM = 112;

  private static final long NEXT_IN = 0;
  private static final long AVAIL_IN = 8;
  private static final long NEXT_OUT = 24;
  private static final long AVAIL_OUT = 32;
  private static final long TOTAL_OUT = 40;
  private static final long ZALLOC = 64;
  private static final long ZFREE = 72;

  private static final byte[] TEXT = "All the words of a text. ".repeat(20_000).getBytes(UTF_8);

  private final Library zlib = Library.open("libz.so.1", "zlib1g");

  @BeforeAll
  static void requirePointersOf64Bits() {
    assertEquals(8, ADDRESS.byteSize(), "the struct z_stream is another where pointers are");
  }

  @ParameterizedTest
  @ValueSource(strings = {"system", "counting", "tracking", "debug", "arena", "counting+arena"})
  @DisplayName("compresses on memory of any allocator, and gives all of it back")
  void compresses(String spec) throws DataFormatException {
    Map<String, String> options = Map.of("tracking.depth", "0", "debug.depth", "0");
    try (Allocator allocator = Allocators.create(spec, options);
        Arena arena = Arena.ofConfined();
        ExportedFunctions exported = NativeFunctions.export(allocator, arena)) {
      MemorySegment stream = stream(exported.functions(), arena);
      assertEquals(OK, init(stream, arena));
      assertTrue(exported.isRaw() || exported.liveBlocks().orElseThrow() > 0, "no block is live");
      byte[] packed = packed(stream, arena);
      assertEquals(OK, call("deflateEnd", stream));
      assertEquals(0, exported.liveBlocks().orElse(0));
      assertArrayEquals(TEXT, unpacked(packed));
      assertTrue(exported.firstFailure().isEmpty());
    }
  }

  @Test
  @DisplayName("says Z_MEM_ERROR wherever a request fails")
  void failures() {
    int code = MEM_ERROR;
    for (int nth = 1; code != OK; nth++) {
      Map<String, String> options = Map.of("failing.nth", Integer.toString(nth));
      try (Allocator allocator = Allocators.create("counting+failing", options);
          Arena arena = Arena.ofConfined();
          ExportedFunctions exported = NativeFunctions.export(allocator, arena)) {
        MemorySegment stream = stream(exported.functions(), arena);
        code = init(stream, arena);
        if (code == OK) {
          assertTrue(nth > 3, "it makes more requests than that");
          assertEquals(OK, call("deflateEnd", stream));
        } else {
          assertEquals(MEM_ERROR, code);
        }
        assertEquals(0, exported.liveBlocks().orElseThrow(), "live blocks after failure " + nth);
      }
    }
  }

  /** The recipe: the context is dropped, and what is left are calloc and free. */
  private static MemorySegment stream(NativeFunctions c, Arena arena) {
    Linker linker = Linker.nativeLinker();
    MethodHandle calloc =
        linker.downcallHandle(
            c.calloc().orElseThrow(), FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));
    MethodHandle free = linker.downcallHandle(c.free(), FunctionDescriptor.ofVoid(JAVA_LONG));
    MemorySegment zalloc =
        linker.upcallStub(
            MethodHandles.dropArguments(
                MethodHandles.explicitCastArguments(
                    calloc, MethodType.methodType(long.class, int.class, int.class)),
                0,
                long.class),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT),
            arena);
    MemorySegment zfree =
        linker.upcallStub(
            MethodHandles.dropArguments(free, 0, long.class),
            FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG),
            arena);
    MemorySegment stream = arena.allocate(STREAM, 8);
    stream.set(ADDRESS, ZALLOC, zalloc);
    stream.set(ADDRESS, ZFREE, zfree);
    return stream;
  }

  private int init(MemorySegment stream, Arena arena) {
    FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
    try {
      return (int)
          zlib.function("deflateInit_", type)
              .invokeExact(stream, 6, arena.allocateFrom("1.2"), (int) STREAM);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private byte[] packed(MemorySegment stream, Arena arena) {
    MemorySegment in = arena.allocateFrom(ValueLayout.JAVA_BYTE, TEXT);
    MemorySegment out = arena.allocate(TEXT.length);
    stream.set(ADDRESS, NEXT_IN, in);
    stream.set(JAVA_INT, AVAIL_IN, TEXT.length);
    stream.set(ADDRESS, NEXT_OUT, out);
    stream.set(JAVA_INT, AVAIL_OUT, TEXT.length);
    try {
      MethodHandle deflate =
          zlib.function("deflate", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
      assertEquals(STREAM_END, (int) deflate.invokeExact(stream, FINISH));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    return out.asSlice(0, stream.get(JAVA_LONG, TOTAL_OUT)).toArray(ValueLayout.JAVA_BYTE);
  }

  private int call(String function, MemorySegment stream) {
    try {
      return (int)
          zlib.function(function, FunctionDescriptor.of(JAVA_INT, ADDRESS)).invokeExact(stream);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] unpacked(byte[] packed) throws DataFormatException {
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(packed);
      byte[] text = new byte[TEXT.length];
      assertEquals(TEXT.length, inflater.inflate(text));
      return text;
    }
  }
}
