package dev.alloc.cli.misuse.program;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.cli.misuse.RawMemory;
import dev.alloc.cli.misuse.Scene;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Frees of what is no block, or not as a whole. */
public final class WrongFrees {
  private static final long FAR = 1L << 30; // bytes
  private static final long NEAR = 4096; // bytes
  private static final int OFFSET = 8; // bytes
  private static final long NOWHERE = 0x1000; // an address

  private WrongFrees() {}

  /** Frees from the second byte on. */
  public static void oneByteInside(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().free(scene.freeing(block.asSlice(1)));
  }

  /** Frees from the ninth byte on. */
  public static void eightBytesInside(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().free(scene.freeing(block.asSlice(OFFSET)));
  }

  /** Frees an address behind the block. */
  public static void nearABlock(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    long address = block.address() + scene.byteSize() + NEAR;
    scene.allocator().free(scene.freeing(RawMemory.segment(address, scene.byteSize())));
  }

  /** Frees an address far from all blocks. */
  public static void farFromABlock(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    long address = block.address() + FAR;
    scene.allocator().free(scene.freeing(RawMemory.segment(address, scene.byteSize())));
  }

  /** Frees an address that nobody ever had. */
  public static void neverAllocated(Scene scene) {
    MemorySegment nothing = RawMemory.segment(NOWHERE, scene.byteSize());
    scene.allocator().free(scene.freeing(nothing));
  }

  /** Frees what is on the stack. */
  public static void onTheStack(Scene scene) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      long address = RawMemory.stack(arena.allocateFrom("PATH"));
      scene.allocator().free(scene.freeing(RawMemory.segment(address, scene.byteSize())));
    }
  }

  /** Frees an array. */
  public static void onTheJavaHeap(Scene scene) {
    MemorySegment array = MemorySegment.ofArray(new byte[(int) scene.byteSize()]);
    scene.allocator().free(scene.freeing(array));
  }

  /** Frees a block that another allocator has given. */
  public static void ofAnotherAllocator(Scene scene) {
    try (Allocator another = Allocators.create("system")) {
      MemorySegment block = another.allocate(scene.byteSize(), 8);
      scene.allocator().free(scene.freeing(block));
    }
  }

  /** Frees all but the last byte. */
  public static void withTooSmallASize(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    MemorySegment part = block.asSlice(0, scene.byteSize() - 1);
    scene.allocator().free(scene.freeing(part));
  }

  /** Frees a byte too many. */
  public static void withTooLargeASize(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    MemorySegment more = RawMemory.segment(block.address(), scene.byteSize() + 1);
    scene.allocator().free(scene.freeing(more));
  }
}
