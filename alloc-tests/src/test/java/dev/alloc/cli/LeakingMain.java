package dev.alloc.cli;

import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;

/** A program for tests: allocates, frees it or not, and ends as its second argument says. */
final class LeakingMain {

  private LeakingMain() {}

  public static void main(String[] arguments) {
    if (!arguments[0].equals("nothing")) {
      MemorySegment block = Allocators.allocate(24, 8);
      if (arguments[0].equals("free")) {
        Allocators.free(block);
      }
    }
    if (arguments[1].equals("halt")) {
      Runtime.getRuntime().halt(0);
    }
    System.exit(Integer.parseInt(arguments[1]));
  }
}
