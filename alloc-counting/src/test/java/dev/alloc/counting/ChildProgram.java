package dev.alloc.counting;

import dev.alloc.Allocator;
import dev.alloc.AllocatorLookupException;
import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Uses {@code counting} in a JVM that may lack modules, and prints what it got. */
@SuppressWarnings("SystemOut") // its output is what the test reads
final class ChildProgram {

  private ChildProgram() {}

  public static void main(String[] args) throws Exception {
    try (Allocator counting = Allocators.create("counting")) {
      MemorySegment block = counting.allocate(64, 8);
      System.out.println(counting.name() + ": " + counting.stats().liveBytes().orElseThrow());
      if (OptionalModules.isPresent("jdk.jfr")) {
        ChildRecording.print();
      }
      counting.free(block);
    }
    try (Allocator counting = Allocators.create("counting", Map.of("counting.mbean", "true"))) {
      System.out.println("MXBean of " + counting.name());
    } catch (AllocatorLookupException refused) {
      System.out.println(refused.getMessage());
    }
  }
}
