package dev.alloc.tck;

import java.lang.foreign.MemorySegment;

/** Views of a block in place of the block. */
final class Views {

  private Views() {}

  /** Frees a view, after which its memory must be available again and its block not live. */
  static void free(Trial trial, MemorySegment view, String what) {
    try {
      trial.allocator().free(view);
    } catch (RuntimeException | Error refused) {
      throw trial.failure(
          "free refused %s of a block of %d bytes".formatted(what, view.byteSize()), refused);
    }
  }
}
