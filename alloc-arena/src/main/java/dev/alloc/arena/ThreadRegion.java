package dev.alloc.arena;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The memory one thread allocates from, without a lock: only {@link #owner} calls these methods and
 * touches these fields, unless it says otherwise.
 *
 * <p>A thread that ended leaves its region, with what is in it, to the next one.
 */
final class ThreadRegion {
  /** Set under the pool's lock; a thread that reads itself here owns the region. */
  @Nullable Thread owner;

  int epoch;
  final Tally tally = new Tally();

  /** The newest chunk, the older ones behind it; guarded by the pool's lock. */
  @Nullable Chunk chunk;

  /** The newest block of its own, the older ones behind it; guarded by the pool's lock. */
  @Nullable Oversize oversize;

  @Nullable ArenaMark topMark;
  long chunkBytes; // of the last chunk of this epoch; the next one is larger
  private final SlotStack slots = new SlotStack();
  private final SlotStack zeroedSlots = new SlotStack();

  private MemorySegment memory = MemorySegment.NULL;
  private long base; // of the chunk
  private long floor; // below it nothing moves: the chunk's base, or where the last mark was made
  private long position;
  private long limit;

  /**
   * The slots ready for arenas that zero or do not: kept apart, the first have nothing to clean.
   */
  SlotStack slots(boolean zeroed) {
    return zeroed ? zeroedSlots : slots;
  }

  /** Cuts a block off; returns its address, or 0 if it does not fit or should not be asked for. */
  long bump(long byteSize, long byteAlignment, long maxAlignment) {
    long start = (position + byteAlignment - 1) & -byteAlignment;
    if (byteSize < 0
        || Math.max(byteSize, 1) > limit - start
        || (byteAlignment & (byteAlignment - 1)) != 0
        || Long.compareUnsigned(byteAlignment - 1, maxAlignment) >= 0) {
      return 0;
    }
    if (start != position) {
      tally.paddingBytes.setRelease(tally.paddingBytes.getPlain() + start - position);
    }
    position = start + Math.max(byteSize, 1); // a block without bytes still has an address
    return start;
  }

  /** The block at an address in the chunk, with the lifetime it is to have. */
  MemorySegment slice(long address, long byteSize) {
    return memory.asSlice(address - base, byteSize);
  }

  /** Takes the last block back; false if this is another one. */
  boolean freeLast(long address, long byteSize) {
    if (!isLast(address, byteSize)) {
      return false;
    }
    position = address;
    return true;
  }

  /** Resizes the last block; null if this is another one, or does not fit. */
  @Nullable MemorySegment resizeLast(long address, long byteSize, long newByteSize) {
    if (!isLast(address, byteSize) || Math.max(newByteSize, 1) > limit - address) {
      return null;
    }
    position = address + Math.max(newByteSize, 1);
    return memory.asSlice(address - base, newByteSize);
  }

  /** Goes on in another chunk, from its start or from where a mark was made. */
  void install(Chunk chunk, MemorySegment view, long from) {
    memory = view;
    base = chunk.base;
    floor = from;
    position = from;
    limit = chunk.end();
  }

  /** Forgets the chunk, which is somebody else's by now. */
  void clear(int newEpoch) {
    memory = MemorySegment.NULL;
    base = 0;
    floor = 0;
    position = 0;
    limit = 0;
    chunkBytes = 0;
    topMark = null;
    epoch = newEpoch;
  }

  /** Protects what is here from being resized or taken back in place, and gives the rest a view. */
  void markHere(MemorySegment view) {
    floor = position;
    memory = view;
  }

  /** Goes back to where a mark was made. */
  void rewind(ArenaMark mark) {
    if (mark.chunk == null) {
      clear(epoch);
    } else {
      install(mark.chunk, mark.viewBefore, mark.position);
      floor = mark.floorBefore;
    }
    chunkBytes = mark.chunkBytesBefore;
    topMark = mark.below;
  }

  /** A chunk's memory as the blocks made now see it: with the lifetime of the top mark or epoch. */
  MemorySegment view(Chunk chunk, Epoch current) {
    return topMark == null || topMark.lifetime == null
        ? current.view(chunk)
        : Lifetimes.during(topMark.lifetime, chunk.block);
  }

  MemorySegment memory() {
    return memory;
  }

  long floor() {
    return floor;
  }

  long position() {
    return position;
  }

  long unusedBytes() {
    return limit - position;
  }

  private boolean isLast(long address, long byteSize) {
    return address + Math.max(byteSize, 1) == position && address >= floor;
  }
}
