package dev.alloc.system;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The functions of a table, linked once; whatever can fail fails here. */
record CFunctions(
    CWord word,
    Linked malloc,
    Linked free,
    @Nullable Linked calloc,
    @Nullable Linked realloc,
    @Nullable Linked alignedAlloc) {

  /**
   * One function, to be called in two ways; all sizes and pointers are {@code long}.
   *
   * @param critical the plain call once more where a critical one is not known to be safe
   */
  record Linked(MethodHandle plain, MethodHandle critical) {}

  private static @Nullable CFunctions cLibrary;

  /** Links the C library, once. */
  static synchronized CFunctions link() {
    if (cLibrary == null) {
      cLibrary = link(NativeFunctions.ofCLibrary());
    }
    return cLibrary;
  }

  static CFunctions link(NativeFunctions table) {
    Linker linker = Linker.nativeLinker();
    CWord word = CWord.of(linker);
    ValueLayout w = word.layout();
    FunctionDescriptor one = FunctionDescriptor.of(w, w);
    FunctionDescriptor two = FunctionDescriptor.of(w, w, w);
    boolean critical = table.hasCriticalCalls();
    return new CFunctions(
        word,
        linked(linker, word, table.malloc(), one, critical),
        linked(linker, word, table.free(), FunctionDescriptor.ofVoid(w), critical),
        optional(linker, word, table.calloc(), two, critical),
        optional(linker, word, table.realloc(), two, critical),
        optional(linker, word, table.alignedAlloc(), two, critical));
  }

  private static @Nullable Linked optional(
      Linker linker,
      CWord word,
      Optional<MemorySegment> function,
      FunctionDescriptor descriptor,
      boolean critical) {
    return function.isEmpty() ? null : linked(linker, word, function.get(), descriptor, critical);
  }

  private static Linked linked(
      Linker linker,
      CWord word,
      MemorySegment function,
      FunctionDescriptor descriptor,
      boolean critical) {
    MethodHandle plain = handle(linker, word, function, descriptor);
    return new Linked(
        plain,
        critical
            ? handle(linker, word, function, descriptor, Linker.Option.critical(false))
            : plain);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle(
      Linker linker,
      CWord word,
      MemorySegment function,
      FunctionDescriptor descriptor,
      Linker.Option... options) {
    return word.widen(linker.downcallHandle(function, descriptor, options));
  }
}
