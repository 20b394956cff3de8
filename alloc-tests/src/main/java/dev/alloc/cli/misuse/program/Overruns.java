package dev.alloc.cli.misuse.program;

import dev.alloc.cli.misuse.RawMemory;
import dev.alloc.cli.misuse.Scene;
import dev.alloc.cli.misuse.Step;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Writes and reads behind a block. */
public final class Overruns {
  private static final int MANY = 32; // bytes
  private static final long UNALIGNED = 3; // bytes that a size is short of a multiple of eight

  private Overruns() {}

  /** Writes one byte. */
  public static void oneByteAfter(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.next(Step.WRITE);
    RawMemory.put(block.address() + scene.byteSize(), scene.drawByte());
    scene.allocator().free(scene.freeing(block));
  }

  /** Writes 32 bytes. */
  public static void manyBytesAfter(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.next(Step.WRITE);
    for (int i = 0; i < MANY; i++) {
      RawMemory.put(block.address() + scene.byteSize() + i, scene.drawByte());
    }
    scene.allocator().free(scene.freeing(block));
  }

  /** Writes eight bytes, of which four are the block's. */
  public static void wordAcrossTheEnd(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.next(Step.WRITE);
    RawMemory.putLong(block.address() + scene.byteSize() - 4, 0x0102_0304_0506_0708L);
    scene.allocator().free(scene.freeing(block));
  }

  /** Has C fill the block and a byte more. */
  public static void memsetOneTooFar(Scene scene) throws Throwable {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.next(Step.WRITE);
    RawMemory.memset(block.address(), scene.drawByte(), scene.byteSize() + 1);
    scene.allocator().free(scene.freeing(block));
  }

  /** Has C copy 32 bytes too many. */
  public static void memcpyTooMuch(Scene scene) throws Throwable {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocate(scene.byteSize() + MANY).fill(scene.drawByte());
      scene.next(Step.WRITE);
      RawMemory.memcpy(block.address(), source, source.byteSize());
    }
    scene.allocator().free(scene.freeing(block));
  }

  /** Writes between the end and the next multiple of the alignment. */
  public static void inTheSlack(Scene scene) {
    long byteSize = scene.byteSize() - UNALIGNED;
    MemorySegment block = scene.allocated(scene.allocator().allocate(byteSize, 8));
    scene.next(Step.WRITE);
    RawMemory.put(block.address() + byteSize + scene.draw(UNALIGNED), scene.drawByte());
    scene.allocator().free(scene.freeing(block));
  }

  /** Goes on with the block instead of freeing it. */
  public static void noticedAtReallocate(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.next(Step.WRITE);
    RawMemory.put(block.address() + scene.byteSize(), scene.drawByte());
    scene.allocator().reallocate(scene.reallocating(block), 2 * scene.byteSize(), 8);
  }

  /** Asks whether all is well. */
  public static void noticedAtCheck(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.next(Step.WRITE);
    RawMemory.put(block.address() + scene.byteSize(), scene.drawByte());
    scene.next(Step.CHECK);
    scene.allocator().check();
    scene.allocator().free(scene.freeing(block));
  }

  /** Writes over what is between two blocks, into the other. */
  public static void intoAnotherBlock(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    MemorySegment other = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    long offset = other.address() - block.address(); // as an index that went wrong
    scene.next(Step.WRITE);
    RawMemory.put(block.address() + offset + scene.draw(scene.byteSize()), scene.drawByte());
    scene.allocator().free(scene.freeing(block));
    scene.allocator().free(scene.freeing(other));
  }

  /** Writes where the block was before it was shrunk. */
  public static void behindAShrunkBlock(Scene scene) {
    MemorySegment first = scene.allocator().allocate(scene.byteSize(), 8);
    long half = scene.byteSize() / 2;
    MemorySegment block = scene.allocated(scene.allocator().reallocate(first, half, 8));
    scene.next(Step.WRITE);
    RawMemory.put(block.address() + half, scene.drawByte());
    scene.allocator().free(scene.freeing(block));
  }

  /** Writes into a block that has no bytes. */
  public static void intoAnEmptyBlock(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(0, 8));
    scene.next(Step.WRITE);
    RawMemory.put(block.address(), scene.drawByte());
    scene.allocator().free(scene.freeing(block));
  }

  /** Reads one byte. */
  public static void readOneByteAfter(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.next(Step.READ);
    scene.saw(RawMemory.get(block.address() + scene.byteSize()));
    scene.allocator().free(scene.freeing(block));
  }
}
