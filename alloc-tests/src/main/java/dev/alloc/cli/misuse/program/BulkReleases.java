package dev.alloc.cli.misuse.program;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.alloc.Mark;
import dev.alloc.cli.misuse.RawMemory;
import dev.alloc.cli.misuse.Scene;
import dev.alloc.cli.misuse.Step;
import java.lang.foreign.MemorySegment;

/** Errors with blocks that an arena cuts from larger ones and gives back all at once. */
public final class BulkReleases {
  private static final long EARLIER = 200_000; // bytes, more than came before the block

  private BulkReleases() {}

  /** Writes one byte behind a block. */
  public static void overrunInAnArena(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    MemorySegment next = scene.allocator().allocate(scene.byteSize(), 8);
    scene.next(Step.WRITE);
    RawMemory.put(block.address() + scene.byteSize(), scene.drawByte());
    scene.allocator().free(next);
    scene.allocator().free(scene.freeing(block));
  }

  /** Frees a block twice. */
  public static void twiceInAnArena(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().free(scene.freeing(block));
    scene.allocator().free(scene.freeing(block));
  }

  /** Writes to a block that a reset has dropped; then its bytes are handed out again. */
  public static void writeAfterReset(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().reset(scene.resetting());
    scene.next(Step.WRITE);
    block.set(JAVA_BYTE, scene.draw(scene.byteSize()), scene.drawByte());
    scene.next(Step.LATER);
    for (long again = 0; again < EARLIER; again += scene.byteSize()) {
      scene.allocator().allocate(scene.byteSize(), 8);
    }
  }

  /** Writes to a block that came after a mark that was closed. */
  public static void writeAfterMark(Scene scene) {
    Mark mark = scene.allocator().mark();
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.closing(mark).close();
    scene.next(Step.WRITE);
    block.set(JAVA_BYTE, scene.draw(scene.byteSize()), scene.drawByte());
    scene.next(Step.LATER);
    scene.allocator().allocate(scene.byteSize(), 8);
  }

  /** Reads a block that a reset has dropped. */
  public static void readAfterReset(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().reset(scene.resetting());
    scene.next(Step.READ);
    scene.saw(block.get(JAVA_BYTE, scene.draw(scene.byteSize())));
  }

  /** Frees a block that a reset has dropped. */
  public static void freeAfterReset(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().reset(Long.MAX_VALUE);
    scene.allocator().free(scene.freeing(block));
  }
}
