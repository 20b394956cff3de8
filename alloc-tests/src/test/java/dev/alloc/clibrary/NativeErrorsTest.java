package dev.alloc.clibrary;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.MemoryFaultException;
import dev.alloc.system.ExportedFunctions;
import dev.alloc.system.NativeFunctions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What C writes beside its blocks, where the tools find it. */
@DisplayName("An overrun by native code")
@SuppressWarnings("restricted") // for C
class NativeErrorsTest {
  private static final int BLOCK = 64;

  @TempDir private static Path folder;

  @Test
  @DisplayName("is noticed by 'debug' when C frees the block, with the byte that is wrong")
  void isFoundAtFree() throws Throwable {
    Map<String, String> options = Map.of("debug.depth", "16");
    try (Allocator allocator = Allocators.create("debug", options);
        Arena arena = Arena.ofConfined();
        ExportedFunctions exported = NativeFunctions.export(allocator, arena)) {
      MethodHandle malloc =
          Linker.nativeLinker()
              .downcallHandle(
                  exported.functions().malloc(), FunctionDescriptor.of(ADDRESS, JAVA_LONG));
      MethodHandle free =
          Linker.nativeLinker()
              .downcallHandle(exported.functions().free(), FunctionDescriptor.ofVoid(ADDRESS));
      MethodHandle fill = Filler.find(folder);
      var block = (MemorySegment) malloc.invokeExact((long) BLOCK);
      fill.invokeExact(block, 7, (long) BLOCK);
      allocator.check(); // the block's own bytes are its owner's
      assertTrue(exported.firstFault().isEmpty());
      fill.invokeExact(block, 7, BLOCK + 1L);
      free.invokeExact(block);
      MemoryFaultException fault = exported.firstFault().orElseThrow();
      assertEquals(MemoryFaultException.Kind.OVERRUN, fault.kind());
      assertTrue(String.valueOf(fault.getMessage()).contains("byte 64 is 0x07"), fault::getMessage);
      assertTrue(
          fault.allocationSite().stream()
              .anyMatch(frame -> frame.getMethodName().equals("isFoundAtFree")),
          () -> "where C asked for the block: " + fault.allocationSite());
    }
  }

  @Test
  @DisplayName("ends the process at the instruction with guard=page, in the function that wrote")
  void endsAtTheInstruction() throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process within = start(output, BLOCK);
    assertEquals(0, within.waitFor(), Files.readString(output));
    Process beyond = start(output, BLOCK + 1);
    assertNotEquals(0, beyond.waitFor(), "the process went on");
    String said = Files.readString(output);
    assertTrue(said.contains("SIGSEGV"), said);
    assertTrue(said.lines().anyMatch(line -> line.startsWith("# C  [")), said);
  }

  private static Process start(Path output, int byteSize) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + folder.resolve("error.log"),
            "--enable-native-access=ALL-UNNAMED",
            "-Dalloc.impl=system",
            "-Dalloc.system.guard=page",
            "--class-path",
            System.getProperty("java.class.path"),
            Overrun.class.getName(),
            folder.toString(),
            Integer.toString(byteSize))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Lets C write to a block of 64 bytes. */
  static final class Overrun {

    private Overrun() {}

    /**
     * Runs.
     *
     * @param arguments a folder to work in, and how many bytes C is to write
     */
    public static void main(String[] arguments) throws Throwable {
      MethodHandle fill = Filler.find(Path.of(arguments[0]));
      MemorySegment block = Allocators.current().allocate(BLOCK, 16);
      fill.invokeExact(block, 7, Long.parseLong(arguments[1]));
      Allocators.current().free(block);
    }
  }

  /** A function {@code void fill(void *, int, long)}: of a compiler that is there, or memset. */
  private static final class Filler {
    private static final String TEXT =
        """
        void fill(char *block, int byte, long size) {
          volatile char *each = block;
          for (long i = 0; i < size; i++) each[i] = (char) byte;
        }
        """;

    private Filler() {}

    static MethodHandle find(Path folder) {
      FunctionDescriptor type = FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_LONG);
      Optional<MemorySegment> compiled =
          compiled(folder)
              .map(
                  library ->
                      SymbolLookup.libraryLookup(library, Arena.global()).findOrThrow("fill"));
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(
          compiled.orElseGet(() -> linker.defaultLookup().findOrThrow("memset")), type);
    }

    private static Optional<Path> compiled(Path folder) {
      Path library = folder.resolve("libfill.so");
      if (Files.exists(library)) {
        return Optional.of(library);
      }
      Path source = folder.resolve("fill.c");
      try {
        Files.writeString(source, TEXT);
        int exitCode =
            new ProcessBuilder(
                    List.of("cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), "" + source))
                .inheritIO()
                .start()
                .waitFor();
        assertEquals(0, exitCode, "the compiler that is there cannot compile");
        return Optional.of(library);
      } catch (IOException noCompiler) {
        System.err.println("no C compiler ('cc'): memset stands in for a function of our own");
        return Optional.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UncheckedIOException(new IOException("interrupted while compiling", e));
      }
    }
  }
}
