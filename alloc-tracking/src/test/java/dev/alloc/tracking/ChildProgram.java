package dev.alloc.tracking;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.MemoryFaultException;
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
      case "close without recordings" -> {
        if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
          throw new IllegalStateException("jdk.jfr is there");
        }
        closeWithLiveBlock();
      }
      default -> {
        MemorySegment block = Allocators.allocate(24, 8);
        if (arguments[0].equals("free")) {
          Allocators.free(block);
        }
      }
    }
  }

  /** Where a recording would get an event of each kind. */
  private static void closeWithLiveBlock() {
    Allocator allocator = Allocators.create("tracking");
    MemorySegment block = allocator.reallocate(allocator.allocate(24, 8), 48, 8);
    try {
      allocator.close();
      throw new IllegalStateException("a leak was not noticed");
    } catch (MemoryFaultException leak) {
      System.err.println(leak.getMessage());
    }
    allocator.free(block);
    allocator.close();
  }

  private static void forget() {
    Allocators.create("tracking").allocate(24, 8);
  }
}
