package dev.alloc.tracking;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Set;

/** Run in a JVM of its own: tracks a block on the Java heap and says where it was allocated. */
final class WalkerProgram {

  private WalkerProgram() {}

  /**
   * Prints the frames of the block.
   *
   * @param arguments the walker to use
   */
  public static void main(String[] arguments) {
    MemorySegment memory = MemorySegment.ofArray(new long[16]);
    Allocator onHeap =
        Allocators.of((byteSize, _) -> memory.asSlice(64, byteSize), _ -> {}, Set.of());
    Allocator allocator = Fixtures.over(onHeap, Map.of("walker", arguments[0]));
    MemorySegment block = allocator.allocate(24, 8);
    System.out.print(Tracking.of(allocator).snapshot().toText(ReportFormat.TEXT));
    allocator.free(block);
    allocator.close();
  }
}
