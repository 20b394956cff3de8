package dev.alloc.cli.misuse.program;

import dev.alloc.cli.misuse.Scene;
import java.lang.foreign.MemorySegment;

/** Blocks that are never freed. */
public final class Leaks {
  private static final int MANY = 100; // blocks

  private Leaks() {}

  /** Forgets a block. */
  public static void oneBlock(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    block.fill(scene.drawByte());
  }

  /** Forgets a hundred blocks, and another of another line. */
  public static void manyBlocks(Scene scene) {
    for (int i = 0; i < MANY; i++) {
      scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    }
    scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
  }

  /** Frees what it asked for, and forgets where that was reallocated to. */
  public static void reallocated(Scene scene) {
    MemorySegment block = scene.allocator().allocate(scene.byteSize(), 8);
    scene.allocated(scene.allocator().reallocate(block, 2 * scene.byteSize(), 8));
  }
}
