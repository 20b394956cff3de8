package dev.alloc.system;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Uses {@code system} as a program would, twice, and prints what it got. */
@SuppressWarnings("SystemOut") // its output is what the test reads
final class ChildProgram {

  private ChildProgram() {}

  public static void main(String[] args) {
    for (int i = 0; i < 2; i++) {
      try (Allocator allocator = Allocators.create("system")) {
        MemorySegment block = allocator.allocate(8, 8);
        block.set(ValueLayout.JAVA_LONG, 0, 42);
        System.out.println("read back " + block.get(ValueLayout.JAVA_LONG, 0));
        allocator.free(block);
        try (Arena arena = allocator.confinedArena(true)) {
          System.out.println("from an arena " + arena.allocate(8).get(ValueLayout.JAVA_BYTE, 7));
        }
      } catch (IllegalCallerException denied) {
        System.out.println(denied.getMessage());
      }
    }
  }
}
