package dev.alloc.tracking;

import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;

/** Run in a JVM of its own: allocates a block, and frees it if told so. */
final class ChildProgram {

  private ChildProgram() {}

  public static void main(String[] arguments) {
    MemorySegment block = Allocators.allocate(24, 8);
    if (arguments[0].equals("free")) {
      Allocators.free(block);
    }
  }
}
