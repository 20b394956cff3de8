package dev.alloc.tracking;

import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;

/** Run in a JVM of its own: allocates a block, and does with it as it is told. */
final class ChildProgram {

  private ChildProgram() {}

  public static void main(String[] arguments) {
    switch (arguments[0]) {
      case "close" -> Allocators.create("tracking").close();
      case "forget" -> {
        forget();
        System.gc();
      }
      default -> {
        MemorySegment block = Allocators.allocate(24, 8);
        if (arguments[0].equals("free")) {
          Allocators.free(block);
        }
      }
    }
  }

  private static void forget() {
    Allocators.create("tracking").allocate(24, 8);
  }
}
