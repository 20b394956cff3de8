package dev.alloc.system;

/** The C library's functions as pointers from anywhere. */
final class Tables {
  private static final NativeFunctions C = NativeFunctions.ofCLibrary();

  private Tables() {}

  /** Malloc and free. */
  static NativeFunctions two() {
    return NativeFunctions.of(C.malloc(), C.free());
  }

  /** Everything. */
  static NativeFunctions all() {
    return two()
        .withCalloc(C.calloc().orElseThrow())
        .withRealloc(C.realloc().orElseThrow())
        .withAlignedAlloc(C.alignedAlloc().orElseThrow())
        .withUsableSize(C.usableSize().orElseThrow());
  }
}
