package dev.alloc.system;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The functions of a table: two, and those of the others that there are. */
record Pointers(
    MemorySegment malloc,
    MemorySegment free,
    @Nullable MemorySegment calloc,
    @Nullable MemorySegment realloc,
    @Nullable MemorySegment alignedAlloc,
    @Nullable MemorySegment usableSize) {

  static Pointers of(MemorySegment malloc, MemorySegment free) {
    return new Pointers(checked("malloc", malloc), checked("free", free), null, null, null, null);
  }

  /** Whatever a library has by the names that are in use. */
  static Pointers of(MallocLibrary library) {
    return new Pointers(
        library.required("malloc"),
        library.required("free"),
        library.optional("calloc").orElse(null),
        library.optional("realloc").orElse(null),
        library.optional("aligned_alloc", "memalign").orElse(null),
        library.optional("malloc_usable_size", "usable_size", "malloc_size").orElse(null));
  }

  /** What the language demands of its library, and the rest as far as it is there. */
  static Pointers ofC(MallocLibrary library) {
    return new Pointers(
        library.required("malloc"),
        library.required("free"),
        library.required("calloc"),
        library.required("realloc"),
        library.optional("aligned_alloc").orElse(null),
        library.optional("malloc_usable_size", "malloc_size").orElse(null));
  }

  Pointers withCalloc(MemorySegment function) {
    return new Pointers(
        malloc, free, checked("calloc", function), realloc, alignedAlloc, usableSize);
  }

  Pointers withRealloc(MemorySegment function) {
    return new Pointers(
        malloc, free, calloc, checked("realloc", function), alignedAlloc, usableSize);
  }

  Pointers withAlignedAlloc(MemorySegment function) {
    return new Pointers(
        malloc, free, calloc, realloc, checked("aligned_alloc", function), usableSize);
  }

  Pointers withUsableSize(MemorySegment function) {
    return new Pointers(
        malloc, free, calloc, realloc, alignedAlloc, checked("malloc_usable_size", function));
  }

  /** Whether nothing has to be made of malloc and free. */
  boolean isComplete() {
    return calloc != null && realloc != null && alignedAlloc != null;
  }

  private static MemorySegment checked(String function, MemorySegment pointer) {
    Objects.requireNonNull(pointer, function);
    if (!pointer.isNative() || pointer.address() == 0) {
      throw new IllegalArgumentException(function + " must be a function pointer, not " + pointer);
    }
    return pointer;
  }
}
