package dev.alloc.cli.misuse.program;

import dev.alloc.cli.misuse.RawMemory;
import dev.alloc.cli.misuse.Scene;
import dev.alloc.cli.misuse.Step;
import java.lang.foreign.MemorySegment;

/** Writes before a block. */
public final class Underruns {
  private static final int SOME = 16; // bytes
  private static final int MANY = 32; // bytes
  private static final int PAGE = 4096; // bytes

  private Underruns() {}

  /** Writes one byte. */
  public static void oneByteBefore(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.next(Step.WRITE);
    RawMemory.put(block.address() - 1, scene.drawByte());
    scene.allocator().free(scene.freeing(block));
  }

  /** Has C fill 16 bytes. */
  public static void memsetBefore(Scene scene) throws Throwable {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.next(Step.WRITE);
    RawMemory.memset(block.address() - SOME, scene.drawByte(), SOME);
    scene.allocator().free(scene.freeing(block));
  }

  /** Writes 32 bytes before a block aligned to a cache line. */
  public static void manyBytesBefore(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 64));
    scene.next(Step.WRITE);
    for (int i = 1; i <= MANY; i++) {
      RawMemory.put(block.address() - i, scene.drawByte());
    }
    scene.allocator().free(scene.freeing(block));
  }

  /** Writes one byte, half a page before a block aligned to a page. */
  public static void farBeforeAnAlignedBlock(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), PAGE));
    scene.next(Step.WRITE);
    RawMemory.put(block.address() - PAGE / 2, scene.drawByte());
    scene.allocator().free(scene.freeing(block));
  }
}
