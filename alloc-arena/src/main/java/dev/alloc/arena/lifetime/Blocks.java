package dev.alloc.arena.lifetime;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.alloc.arena.chunk.Chunk;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Blocks made of nothing but their address, where memory is native and needs no other lifetime than
 * given here: measurably cheaper than a slice, which has to look at the whole first.
 */
public final class Blocks {
  // A method that calls itself this often is not inlined. Inlined, its loops would make those that
  // open and close arenas too large to be inlined in turn, and then their objects would be real.
  private static final int CALLS = 2;

  private static final long LEAST_TURNED = 512 << 10; // bytes; less stays in the cache anyway
  private static final int PARTS = 8;

  /** Bytes that {@link #zeroLine} zeroes: those of a small arena. */
  public static final long LINE = 64;

  private static final boolean PERMITTED = isPermitted();

  private Blocks() {}

  /** Whether {@link #zeroLine} may be called for the start of this. */
  public static boolean startsWithLine(MemorySegment memory) {
    return PERMITTED && memory.isNative() && memory.byteSize() >= LINE;
  }

  /** Whether a block made of its address is as good as a slice of this. */
  public static boolean arePlain(MemorySegment memory) {
    return PERMITTED && memory.isNative() && memory.scope().equals(MemorySegment.NULL.scope());
  }

  /** A block that is always alive. */
  @SuppressWarnings("restricted") // the bytes are ours
  public static MemorySegment at(long address, long byteSize) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }

  /** A block that is alive as long as a lifetime lasts. */
  @SuppressWarnings("restricted") // the bytes are ours
  public static MemorySegment at(long address, long byteSize, Arena lifetime) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize, lifetime, null);
  }

  /** Zeroes the first bytes of some memory. */
  public static void zero(MemorySegment memory, long byteSize) {
    zero(memory, byteSize, CALLS);
  }

  /**
   * Zeroes the first bytes of a chunk that was zeroed before, beginning where that ended: what lies
   * there is still in the cache. Always from the start, a block as large as the cache would find
   * nothing of itself there, since each line is pushed out shortly before it is needed.
   */
  public static void zeroAgain(Chunk chunk, long byteSize) {
    if (byteSize < LEAST_TURNED || !chunk.turn()) {
      zero(chunk.block, byteSize);
      return;
    }
    long part = byteSize / PARTS & -LINE;
    for (int i = PARTS - 1; i >= 0; i--) { // each part forwards, as the processor fetches ahead
      long start = i * part;
      zero(chunk.block.asSlice(start), i == PARTS - 1 ? byteSize - start : part);
    }
  }

  private static void zero(MemorySegment memory, long byteSize, int calls) {
    if (calls > 0) {
      zero(memory, byteSize, calls - 1);
      return;
    }
    long words = byteSize & -Long.BYTES;
    for (long i = 0; i < words; i += Long.BYTES) { // twice as fast as MemorySegment.fill
      memory.set(JAVA_LONG_UNALIGNED, i, 0);
    }
    for (long i = words; i < byteSize; i++) {
      memory.set(JAVA_BYTE, i, (byte) 0);
    }
  }

  /**
   * Zeroes a line. It takes an address, so that no segment becomes real where this is not inlined.
   */
  public static void zeroLine(long address) {
    MemorySegment line = at(address, LINE);
    line.set(JAVA_LONG_UNALIGNED, 0, 0); // written out: a loop costs more
    line.set(JAVA_LONG_UNALIGNED, 8, 0);
    line.set(JAVA_LONG_UNALIGNED, 16, 0);
    line.set(JAVA_LONG_UNALIGNED, 24, 0);
    line.set(JAVA_LONG_UNALIGNED, 32, 0);
    line.set(JAVA_LONG_UNALIGNED, 40, 0);
    line.set(JAVA_LONG_UNALIGNED, 48, 0);
    line.set(JAVA_LONG_UNALIGNED, 56, 0);
  }

  @SuppressWarnings("restricted") // to see whether it may be called
  private static boolean isPermitted() {
    try {
      return MemorySegment.NULL.reinterpret(0).byteSize() == 0;
    } catch (IllegalCallerException denied) {
      return false; // slices need no permission
    }
  }
}
