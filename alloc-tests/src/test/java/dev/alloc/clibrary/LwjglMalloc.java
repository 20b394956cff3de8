package dev.alloc.clibrary;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alloc.system.NativeFunctions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A malloc that LWJGL brings as a library of C, as a table of functions. */
@SuppressWarnings("restricted") // for C
enum LwjglMalloc {
  JEMALLOC("jemalloc/libjemalloc.so") {
    @Override
    NativeFunctions table(Path library) {
      return NativeFunctions.of(library.toString(), "je_");
    }
  },
  MIMALLOC("mimalloc/libmimalloc.so") {
    @Override
    NativeFunctions table(Path library) {
      return NativeFunctions.of(library.toString(), "mi_");
    }
  },
  /**
   * Its functions have no names; methods of JNI tell where they are. Without its calloc, which
   * multiplies without looking whether the product fits (rule 12.2), and then writes beyond it.
   */
  RPMALLOC("rpmalloc/liblwjgl_rpmalloc.so") {
    @Override
    NativeFunctions table(Path library) {
      return ofRpmalloc(SymbolLookup.libraryLookup(library, Arena.global()));
    }
  };

  private static final String JNI = "Java_org_lwjgl_system_rpmalloc_RPmalloc_";

  private final String resource;

  LwjglMalloc(String file) {
    this.resource = "/linux/x64/org/lwjgl/" + file;
  }

  abstract NativeFunctions table(Path library);

  /** Loads the library, which stays. */
  NativeFunctions load() {
    try {
      Path library = Files.createTempFile("alloc-", ".so");
      try {
        unpack(library);
        return table(library);
      } finally {
        Files.delete(library);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be loaded", e);
    }
  }

  /** Writes the library to a file. */
  void unpack(Path file) throws IOException {
    try (InputStream in = LwjglMalloc.class.getResourceAsStream(resource)) {
      Files.write(file, Objects.requireNonNull(in, resource).readAllBytes());
    }
  }

  private static NativeFunctions ofRpmalloc(SymbolLookup library) {
    try {
      int failed =
          (int)
              Linker.nativeLinker()
                  .downcallHandle(
                      library.findOrThrow(JNI + "nrpmalloc_1initialize"),
                      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG))
                  .invokeExact(MemorySegment.NULL, MemorySegment.NULL, 0L);
      if (failed != 0) {
        throw new AssertionError("rpmalloc_initialize: " + failed);
      }
      return NativeFunctions.of(pointer(library, "rpmalloc"), pointer(library, "rpfree"))
          .withRealloc(pointer(library, "rprealloc"))
          .withAlignedAlloc(pointer(library, "rpaligned_1alloc"));
    } catch (Throwable e) {
      throw new IllegalStateException("rpmalloc cannot be called", e);
    }
  }

  /** Looks at neither environment nor class. */
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
}
