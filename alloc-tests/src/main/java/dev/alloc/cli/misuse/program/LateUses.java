package dev.alloc.cli.misuse.program;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.alloc.Capability;
import dev.alloc.cli.misuse.RawMemory;
import dev.alloc.cli.misuse.Scene;
import dev.alloc.cli.misuse.Step;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Uses of a block that is not there any more, or not yet. */
public final class LateUses {
  private static final long QUARANTINE = 16L << 20; // bytes, for small and large blocks together
  private static final int OTHER_BYTES = 200;
  private static final long LARGE = 4096; // bytes

  private LateUses() {}

  /** Writes through the segment. */
  public static void writeAfterFree(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().free(scene.freeing(block));
    scene.next(Step.WRITE);
    block.set(JAVA_BYTE, scene.draw(scene.byteSize()), scene.drawByte());
  }

  /** Writes the last byte through the segment. */
  public static void writeOfTheLastByte(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().free(scene.freeing(block));
    scene.next(Step.WRITE);
    block.set(JAVA_BYTE, scene.byteSize() - 1, scene.drawByte());
  }

  /** Has C write to an address that it has kept. */
  public static void memsetAfterFree(Scene scene) throws Throwable {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    long address = block.address();
    scene.allocator().free(scene.freeing(block));
    scene.next(Step.WRITE);
    RawMemory.memset(address, scene.drawByte(), scene.byteSize());
  }

  /** Writes when somebody else has asked for as much, who would have got the same place. */
  public static void writeAfterReuse(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().free(scene.freeing(block));
    scene.allocator().free(scene.allocator().allocate(scene.byteSize(), 8));
    scene.next(Step.WRITE);
    block.set(JAVA_BYTE, scene.draw(scene.byteSize()), scene.drawByte());
  }

  /** Writes, and goes on with others until a quarantine, if there is one, needs the place. */
  public static void writeNoticedLater(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().free(scene.freeing(block));
    scene.next(Step.WRITE);
    block.set(JAVA_BYTE, scene.draw(scene.byteSize()), scene.drawByte());
    scene.next(Step.LATER);
    if (scene.allocator().capabilities().contains(Capability.HOLDS_FREED)) {
      scene.comeAndGo((int) (QUARANTINE / OTHER_BYTES), OTHER_BYTES);
      scene.comeAndGo((int) (QUARANTINE / Math.max(LARGE, scene.byteSize())), scene.byteSize());
    }
  }

  /** Reads through the segment. */
  public static void readAfterFree(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().free(scene.freeing(block));
    scene.next(Step.READ);
    scene.saw(block.get(JAVA_BYTE, scene.draw(scene.byteSize())));
  }

  /** Writes to where the block was before it was reallocated. */
  public static void writeAfterReallocate(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    var moved = scene.allocator().reallocate(scene.reallocating(block), 2 * scene.byteSize(), 8);
    scene.next(Step.WRITE);
    block.set(JAVA_BYTE, scene.draw(scene.byteSize()), scene.drawByte());
    scene.allocator().free(moved);
  }

  /** Reads where the block was before it was reallocated. */
  public static void readAfterReallocate(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    var moved = scene.allocator().reallocate(scene.reallocating(block), 2 * scene.byteSize(), 8);
    scene.next(Step.READ);
    scene.saw(block.get(JAVA_BYTE, scene.draw(scene.byteSize())));
    scene.allocator().free(moved);
  }

  /** Reads what nobody has written. */
  public static void readBeforeWrite(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.next(Step.READ);
    scene.saw(block.get(JAVA_BYTE, scene.draw(scene.byteSize())));
    scene.allocator().free(scene.freeing(block));
  }

  /** Writes to a block of an arena over the allocator that was closed. */
  public static void writeAfterArena(Scene scene) {
    MemorySegment block;
    try (Arena arena = scene.allocator().confinedArena(true)) {
      block = arena.allocate(scene.byteSize(), 8);
    }
    scene.next(Step.WRITE);
    block.set(JAVA_BYTE, scene.draw(scene.byteSize()), scene.drawByte());
  }
}
