package dev.alloc.arena.slot;

import dev.alloc.arena.chunk.Chunk;
import dev.alloc.arena.lifetime.Blocks;
import dev.alloc.arena.tally.Tally;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The memory that one arena at a time cuts its blocks off. A slot keeps its first chunk from arena
 * to arena, so opening one means taking a slot from a stack. Not thread safe.
 */
public final class ArenaSlot {
  private static final long FIRST_CLEANED = 64; // then twice as much: many small fills cost more

  final Tally tally = new Tally();

  /** Where the thread keeps this between its arenas; null if it is for all threads. */
  @Nullable SlotStack home;

  @Nullable Chunk chunk; // the newest, older ones behind it
  @Nullable Chunk large; // the first one that one block fills; its thread may keep it
  private MemorySegment memory = MemorySegment.NULL;
  private long base;
  private long position;
  private long limit;
  private long cleanTo; // from the position up to here the chunk is zero
  private long dirtyEnd; // from here on it is zero as well, beyond what is in use
  private boolean reusable = true;
  private boolean startsWithLine; // the chunk, which is native

  /** Cuts off a block and returns its address; 0 if it does not fit where it can be at once. */
  public long bump(long byteSize, long byteAlignment, long maxAlignment, boolean zeroed) {
    long start = (position + byteAlignment - 1) & -byteAlignment;
    if (byteSize < 0
        || Math.max(byteSize, 1) > (zeroed ? cleanTo : limit) - start
        || (byteAlignment & (byteAlignment - 1)) != 0
        || Long.compareUnsigned(byteAlignment - 1, maxAlignment) >= 0) {
      return 0;
    }
    position = start + Math.max(byteSize, 1);
    tally.allocated(byteSize);
    return start;
  }

  /** The same for a block to be zeroed, also where the chunk has to be cleaned first. */
  public long bumpDirty(long byteSize, long byteAlignment, long maxAlignment) {
    long allocated = bump(byteSize, byteAlignment, maxAlignment, false);
    if (position > cleanTo) {
      clean();
    }
    return allocated;
  }

  /** The block at an address, without a lifetime of its own. */
  public MemorySegment slice(long address, long byteSize) {
    Chunk holder = find(chunk, address);
    if (holder == null) {
      holder = Objects.requireNonNull(find(large, address));
    }
    return holder.block.asSlice(address - holder.base, byteSize);
  }

  private static @Nullable Chunk find(@Nullable Chunk newest, long address) {
    for (Chunk holder = newest; holder != null; holder = holder.previous()) {
      if (holder.contains(address)) {
        return holder;
      }
    }
    return null;
  }

  /** Goes on in a new chunk, with the present one behind it. */
  void install(Chunk next, boolean isFirstSize) {
    settle();
    reusable &= isFirstSize && chunk == null;
    next.putOn(chunk);
    chunk = next;
    memory = next.block;
    base = next.base;
    position = base;
    limit = next.end();
    dirtyEnd = base + next.dirtyBytes();
    cleanTo = next.dirtyBytes() == 0 ? limit : base;
    startsWithLine = Blocks.startsWithLine(next.block);
  }

  /** Adds a chunk that one block fills; the present one goes on. */
  void addLarge(Chunk own, long byteSize) {
    own.setDirtyBytes(own.byteSize);
    if (large == null) {
      large = own;
    } else {
      own.putOn(large.previous());
      large.putOn(own);
      reusable = false;
    }
    tally.allocated(byteSize);
  }

  /** Whether the next arena can start here: in one chunk of the first size, or in none. */
  boolean isReusable() {
    return reusable;
  }

  /** Starts again in the chunk that is here, and leaves it zero if it was to be zero. */
  void rewind(boolean zeroed) {
    if (zeroed) {
      // Now, and not when the next arena needs it: that has nothing to look up then.
      long used = position - base;
      if (startsWithLine) {
        Blocks.zeroLine(base); // all of what many arenas use
      }
      if (used > (startsWithLine ? Blocks.LINE : 0)) {
        Blocks.zero(memory, used);
      }
    } else {
      cleanTo = base;
      dirtyEnd = limit; // or less, but who looks is slower than who cleans more one day
    }
    position = base;
  }

  /** Hands over the chunks that one block fills. */
  @Nullable Chunk takeLarge() {
    Chunk newest = large;
    large = null;
    return newest;
  }

  /** Hands over all other chunks. */
  @Nullable Chunk takeChunks() {
    settle();
    Chunk newest = chunk;
    chunk = null;
    memory = MemorySegment.NULL;
    base = 0;
    position = 0;
    limit = 0;
    cleanTo = 0;
    dirtyEnd = 0;
    startsWithLine = false;
    reusable = true;
    return newest;
  }

  /** Writes down what of the present chunk is dirty now. */
  private void settle() {
    if (chunk != null && limit != 0) {
      chunk.setDirtyBytes(dirtyEnd() - base);
    }
  }

  private long dirtyEnd() {
    return cleanTo == limit ? position : Math.max(dirtyEnd, position);
  }

  private void clean() {
    long from = cleanTo - base;
    long to = Math.min(limit, Math.max(position, base + Math.max(2 * from, FIRST_CLEANED)));
    long dirty = Math.min(to, dirtyEnd) - cleanTo;
    if (dirty > 0) {
      Blocks.zero(memory.asSlice(from), dirty);
    }
    cleanTo = to >= dirtyEnd ? limit : to;
  }
}
