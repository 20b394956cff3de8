package dev.alloc.system;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Links the functions of the C library, once; whatever can fail fails here. */
record CFunctions(
    CWord word,
    Linked malloc,
    Linked calloc,
    Linked realloc,
    Linked free,
    Optional<Linked> alignedAlloc) {

  /** One function, to be called in two ways; all sizes and pointers are {@code long}. */
  record Linked(MethodHandle plain, MethodHandle critical) {}

  private static @Nullable CFunctions linked;

  static synchronized CFunctions link() {
    if (linked == null) {
      linked = link(Linker.nativeLinker());
    }
    return linked;
  }

  private static CFunctions link(Linker linker) {
    CWord word = CWord.of(linker);
    ValueLayout w = word.layout();
    return new CFunctions(
        word,
        required(linker, word, "malloc", FunctionDescriptor.of(w, w)),
        required(linker, word, "calloc", FunctionDescriptor.of(w, w, w)),
        required(linker, word, "realloc", FunctionDescriptor.of(w, w, w)),
        required(linker, word, "free", FunctionDescriptor.ofVoid(w)),
        find(linker, word, "aligned_alloc", FunctionDescriptor.of(w, w, w)));
  }

  private static Linked required(
      Linker linker, CWord word, String name, FunctionDescriptor descriptor) {
    return find(linker, word, name, descriptor)
        .orElseThrow(
            () ->
                new UnsupportedOperationException(
                    "system: the C library of this process has no function '" + name + "'"));
  }

  private static Optional<Linked> find(
      Linker linker, CWord word, String name, FunctionDescriptor descriptor) {
    return linker
        .defaultLookup()
        .find(name)
        .map(
            address ->
                new Linked(
                    handle(linker, word, address, descriptor),
                    handle(linker, word, address, descriptor, Linker.Option.critical(false))));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle(
      Linker linker,
      CWord word,
      MemorySegment address,
      FunctionDescriptor descriptor,
      Linker.Option... options) {
    return word.widen(linker.downcallHandle(address, descriptor, options));
  }
}
