package dev.alloc.clibrary;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.lua.LuaProgram;
import dev.alloc.lua.LuaState;
import dev.alloc.suite.OnePass;
import dev.alloc.system.NativeFunctions;
import dev.alloc.tck.upstream.CountingUpstream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The libraries that LWJGL brings, as tables of functions. */
@DisplayName("A malloc of LWJGL")
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "the libraries are those for Linux on x86-64")
@SuppressWarnings("restricted") // for C
class LwjglMallocsTest {
  private static final String JNI = "Java_org_lwjgl_system_rpmalloc_RPmalloc_";

  @TempDir private static Path folder;

  @ParameterizedTest
  @CsvSource({"jemalloc, je_, libjemalloc.so", "mimalloc, mi_, libmimalloc.so"})
  @DisplayName("by its names: runs the interpreter suite and Lua, and nothing is left live")
  void byNames(String malloc, String prefix, String file) throws IOException {
    verify(NativeFunctions.of(unpacked(malloc, file).toString(), prefix));
  }

  @ParameterizedTest
  @CsvSource({"rpmalloc, liblwjgl_rpmalloc.so"})
  @DisplayName("by its pointers: runs the interpreter suite and Lua, and nothing is left live")
  void byPointers(String malloc, String file) throws Throwable {
    SymbolLookup library = SymbolLookup.libraryLookup(unpacked(malloc, file), Arena.global());
    int failed =
        (int)
            Linker.nativeLinker()
                .downcallHandle(
                    library.findOrThrow(JNI + "nrpmalloc_1initialize"),
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG))
                .invokeExact(MemorySegment.NULL, MemorySegment.NULL, 0L);
    assertEquals(0, failed, "rpmalloc_initialize");
    verify(
        NativeFunctions.of(pointer(library, "rpmalloc"), pointer(library, "rpfree"))
            .withCalloc(pointer(library, "rpcalloc"))
            .withRealloc(pointer(library, "rprealloc"))
            .withAlignedAlloc(pointer(library, "rpaligned_1alloc")));
  }

  private static void verify(NativeFunctions table) {
    CountingUpstream counting = new CountingUpstream(table.toAllocator());
    assertNull(OnePass.firstFailure(counting));
    try (LuaState lua = LuaState.open(counting)) {
      LuaProgram.named("events").run(lua);
    }
    assertTrue(counting.allocations() > 100_000, "they have used another malloc");
    assertEquals(0, counting.liveBlocks());
    counting.close();
  }

  /** Its methods of JNI give the pointers, and look at neither environment nor class. */
  private static MemorySegment pointer(SymbolLookup library, String function) throws Throwable {
    long address =
        (long)
            Linker.nativeLinker()
                .downcallHandle(
                    library.findOrThrow(JNI + function + "_1address"),
                    FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS))
                .invokeExact(MemorySegment.NULL, MemorySegment.NULL);
    return MemorySegment.ofAddress(address);
  }

  private static Path unpacked(String malloc, String file) throws IOException {
    String name = "/linux/x64/org/lwjgl/" + malloc + "/" + file;
    Path unpacked = folder.resolve(file);
    try (InputStream in = LwjglMallocsTest.class.getResourceAsStream(name)) {
      Files.write(unpacked, Objects.requireNonNull(in, name).readAllBytes());
    }
    return unpacked;
  }
}
