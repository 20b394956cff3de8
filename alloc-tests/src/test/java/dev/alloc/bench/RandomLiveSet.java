package dev.alloc.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import org.lwjgl.system.MemoryUtil;

/**
 * A live set of one thread, in which a block drawn at random makes room for the next.
 *
 * <p>It keeps addresses, as an interpreter does: a million segments on the Java heap would measure
 * the garbage collector.
 */
final class RandomLiveSet {
  private static final int SIZES = 8; // 16, 32 … 128 bytes
  private static final int STEP = 16; // bytes
  private static final long ADDRESS = -SIZES; // the bits that are
  private static final MemorySegment ALL = all();

  private final long[] blocks; // an address and, in bits that are 0 in each, the size in steps
  private boolean filled;
  private long random;

  RandomLiveSet(int blocks, long seed) {
    this.blocks = new long[blocks];
    this.random = seed;
  }

  @SuppressWarnings("restricted") // only blocks of the allocator are touched
  private static MemorySegment all() {
    return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  }

  /** Replaces blocks of the allocator that the holder has. */
  void replace(int times) {
    if (!filled) {
      for (int slot = 0; slot < blocks.length; slot++) {
        blocks[slot] = allocate(nextSize());
      }
      filled = true;
    }
    for (int i = 0; i < times; i++) {
      replaceOne();
    }
  }

  private void replaceOne() {
    int slot = nextSlot();
    free(blocks[slot]);
    blocks[slot] = allocate(nextSize());
  }

  /** Frees all blocks; the next call fills the set again. */
  void drain() {
    for (long block : blocks) {
      free(block);
    }
    filled = false;
  }

  /** The same with LWJGL's allocator, addresses as numbers. */
  void replaceLwjgl(int times) {
    if (!filled) {
      for (int slot = 0; slot < blocks.length; slot++) {
        blocks[slot] = allocateLwjgl(nextSize());
      }
      filled = true;
    }
    for (int i = 0; i < times; i++) {
      replaceOneLwjgl();
    }
  }

  void drainLwjgl() {
    for (long block : blocks) {
      MemoryUtil.nmemFree(block & ADDRESS);
    }
    filled = false;
  }

  private void replaceOneLwjgl() {
    int slot = nextSlot();
    MemoryUtil.nmemFree(blocks[slot] & ADDRESS);
    blocks[slot] = allocateLwjgl(nextSize());
  }

  private static long allocate(int steps) {
    MemorySegment block = Allocators.current().allocate(bytes(steps), Block.ALIGNMENT);
    block.set(JAVA_LONG_UNALIGNED, 0, Block.CONTENT);
    return block.address() | steps;
  }

  private static void free(long block) {
    Allocators.current().free(ALL.asSlice(block & ADDRESS, bytes((int) block & (SIZES - 1))));
  }

  private static long allocateLwjgl(int steps) {
    long address = MemoryUtil.nmemAlloc(bytes(steps));
    MemoryUtil.memPutLong(address, Block.CONTENT);
    return address | steps;
  }

  private static long bytes(int steps) {
    return (long) (steps + 1) * STEP;
  }

  private int nextSlot() {
    random ^= random << 13; // xorshift
    random ^= random >>> 7;
    random ^= random << 17;
    return (int) (((random >>> 33) * blocks.length) >>> 31);
  }

  private int nextSize() {
    random = random * 6364136223846793005L + 1442695040888963407L;
    return (int) (random >>> 40) & (SIZES - 1);
  }
}
