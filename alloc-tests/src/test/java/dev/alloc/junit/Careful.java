package dev.alloc.junit;

import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;

/** Allocates two blocks and frees them, whatever happens. */
final class Careful {

  private Careful() {}

  static void run() {
    MemorySegment first = Allocators.allocate(8, 8);
    try {
      Allocators.free(Allocators.allocate(16, 8));
    } finally {
      Allocators.free(first);
    }
  }
}
