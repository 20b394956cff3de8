package dev.alloc.arena.region;

import dev.alloc.arena.chunk.Chunk;
import dev.alloc.arena.lifetime.Epoch;
import dev.alloc.arena.lifetime.Lifetimes;
import dev.alloc.arena.slot.SlotStack;
import dev.alloc.arena.tally.Tally;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The memory one thread allocates from, without a lock: only {@link #owner} calls these methods and
 * touches these fields, unless it says otherwise.
 *
 * <p>A thread that ended leaves its region, with what is in it, to the next one.
 */
public final class ThreadRegion {
  /** What was counted of the blocks in this region. */
  public final Tally tally = new Tally();

  @Nullable Thread owner; // set under the pool's lock
  int epoch;

  /** The newest chunk, the older ones behind it; guarded by the pool's lock. */
  @Nullable Chunk chunk;

  /** The newest block of its own, the older ones behind it; guarded by the pool's lock. */
  @Nullable Oversize oversize;

  @Nullable ArenaMark topMark;
  long chunkBytes;
  private final SlotStack slots = new SlotStack();
  private final SlotStack zeroedSlots = new SlotStack();

  private MemorySegment memory = MemorySegment.NULL;
  private long base; // of the chunk
  private long floor; // below it nothing moves: the chunk's base, or where the last mark was made
  private long position;
  private long limit;

  ThreadRegion() {}

  /** Whose this is, for any thread to ask: one that finds itself here owns the region. */
  public @Nullable Thread owner() {
    return owner;
  }

  /** The epoch in which this was used last. */
  public int epoch() {
    return epoch;
  }

  /** Whether the thread has marks that are not closed. */
  public boolean hasMarks() {
    return topMark != null;
  }

  /** The size of the last chunk of this epoch, in bytes, or 0; the next one is larger. */
  public long chunkBytes() {
    return chunkBytes;
  }

  /**
   * The slots ready for arenas that zero or do not: kept apart, the first have nothing to clean.
   */
  public SlotStack slots(boolean zeroed) {
    return zeroed ? zeroedSlots : slots;
  }

  /** Cuts a block off; returns its address, or 0 if it does not fit or should not be asked for. */
  public long bump(long byteSize, long byteAlignment, long maxAlignment) {
    long start = (position + byteAlignment - 1) & -byteAlignment;
    if (byteSize < 0
        || Math.max(byteSize, 1) > limit - start
        || (byteAlignment & (byteAlignment - 1)) != 0
        || Long.compareUnsigned(byteAlignment - 1, maxAlignment) >= 0) {
      return 0;
    }
    if (start != position) {
      tally.padded(start - position);
    }
    position = start + Math.max(byteSize, 1); // a block without bytes still has an address
    return start;
  }

  /** The block at an address in the chunk, with the lifetime it is to have. */
  public MemorySegment slice(long address, long byteSize) {
    return memory.asSlice(address - base, byteSize);
  }

  /** Takes the last block back; false if this is another one. */
  public boolean freeLast(long address, long byteSize) {
    if (!isLast(address, byteSize)) {
      return false;
    }
    position = address;
    return true;
  }

  /** Resizes the last block; null if this is another one, or does not fit. */
  public @Nullable MemorySegment resizeLast(long address, long byteSize, long newByteSize) {
    if (!isLast(address, byteSize) || Math.max(newByteSize, 1) > limit - address) {
      return null;
    }
    position = address + Math.max(newByteSize, 1);
    return memory.asSlice(address - base, newByteSize);
  }

  /** Notes that a block was freed, which may be older than marks of this thread. */
  public void noteFreed(long address, long byteSize, @Nullable Oversize own) {
    if (topMark != null) {
      topMark.freed(address, byteSize, own);
    }
  }

  /** Goes on in another chunk, with the present one behind it; the pool's lock is held. */
  public void goOnIn(Chunk next, Epoch current) {
    tally.chunkEndedShared(unusedBytes());
    next.putOn(chunk);
    chunk = next;
    chunkBytes = next.byteSize;
    install(next, view(next.block, current), next.base);
  }

  private void install(Chunk chunk, MemorySegment view, long from) {
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
  void add(ArenaMark mark, Epoch current) {
    topMark = mark;
    floor = position;
    memory = chunk == null ? memory : view(chunk.block, current);
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

  /** Memory as the blocks made now see it: with the lifetime of the top mark or epoch. */
  public MemorySegment view(MemorySegment whole, Epoch current) {
    return topMark == null || topMark.lifetime == null
        ? current.view(whole)
        : Lifetimes.during(topMark.lifetime, whole);
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

  private long unusedBytes() {
    return limit - position;
  }

  private boolean isLast(long address, long byteSize) {
    return address + Math.max(byteSize, 1) == position && address >= floor;
  }
}
