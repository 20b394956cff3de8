package dev.alloc.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;

/** Blocks allocated and written as often as asked for, and the life of an arena around them. */
final class ArenaCycle {

  private ArenaCycle() {}

  /** An arena of the allocator that the holder has. */
  static void throughHolder(int blocks, boolean zeroed) {
    try (Arena arena = Allocators.current().confinedArena(zeroed)) {
      for (int i = 0; i < blocks; i++) {
        arena.allocate(Block.SIZE, Block.ALIGNMENT).set(JAVA_LONG, 0, Block.CONTENT);
      }
    }
  }

  /** The same through an allocator that the caller has: another place of the program. */
  static void elsewhere(Allocator allocator, int blocks, boolean zeroed) {
    try (Arena arena = allocator.confinedArena(zeroed)) {
      with(arena, blocks);
    }
  }

  static void ofConfined(int blocks) {
    try (Arena arena = Arena.ofConfined()) {
      for (int i = 0; i < blocks; i++) {
        arena.allocate(Block.SIZE, Block.ALIGNMENT).set(JAVA_LONG, 0, Block.CONTENT);
      }
    }
  }

  static void with(SegmentAllocator allocator, int blocks) {
    for (int i = 0; i < blocks; i++) {
      allocator.allocate(Block.SIZE, Block.ALIGNMENT).set(JAVA_LONG, 0, Block.CONTENT);
    }
  }
}
