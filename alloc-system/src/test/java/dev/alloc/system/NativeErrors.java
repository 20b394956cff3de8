package dev.alloc.system;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Lets memset leave its block, as a C library with a mistake would. */
@SuppressWarnings({"SystemOut", "restricted"}) // its output is what the test reads
final class NativeErrors {
  private static final int BYTES = 64;

  private NativeErrors() {}

  public static void main(String[] args) throws Throwable {
    Linker linker = Linker.nativeLinker();
    MethodHandle memset =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("memset"),
            FunctionDescriptor.ofVoid(
                ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
    Allocator allocator = Allocators.create("system");
    MemorySegment block = allocator.allocate(BYTES, 1);
    memset.invokeExact(block, 1, (long) BYTES); // what may be written
    MemorySegment neighbour = allocator.allocate(BYTES, 1); // so that C has room to spoil
    System.out.println("before " + args[0]);
    switch (args[0]) {
      case "overrun" -> memset.invokeExact(block, 1, BYTES + 1L);
      case "late" -> {
        allocator.free(block);
        for (int i = 0; i < 100; i++) {
          allocator.free(allocator.allocate(BYTES, 1));
        }
        memset.invokeExact(block.asSlice(BYTES - 8), 0, 8L); // where malloc keeps nothing
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.println("after " + args[0]);
    Runtime.getRuntime().halt(neighbour.byteSize() == BYTES ? 0 : 1); // malloc is spoilt
  }
}
