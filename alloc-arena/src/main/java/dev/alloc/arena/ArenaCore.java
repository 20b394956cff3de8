package dev.alloc.arena;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.arena.Stripes.Stripe;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What an arena does when the fast path cannot: new chunks, blocks of their own, virtual threads,
 * frees that are not of the last block. The pool is the one lock of it all.
 */
final class ArenaCore {
  private static final long CHUNK_ALIGNMENT = 64; // a cache line: two chunks never share one

  final ChunkPool pool;
  final Owners owners;
  final Stripes stripes = new Stripes();
  final OversizeTable oversize;
  final ArenaSlots slots;
  final LongAdder failures = new LongAdder();
  private final ArenaLimits limits;
  private final Epoch epoch;
  private final long maxAlignment;
  private final long chunkAlignment;

  ArenaCore(ChunkPool pool, ArenaLimits limits, Owners owners, Epoch epoch, Allocator upstream) {
    this.pool = pool;
    this.limits = limits;
    this.owners = owners;
    this.epoch = epoch;
    for (Stripe stripe : stripes.all()) {
      owners.tallies().add(stripe.tally);
    }
    this.oversize = new OversizeTable(limits.leastOversize());
    this.maxAlignment = upstream.maxAlignment();
    this.chunkAlignment = Math.min(CHUNK_ALIGNMENT, maxAlignment);
    this.slots = new ArenaSlots(pool, limits, chunkAlignment);
  }

  /** Allocates and counts. */
  MemorySegment allocate(Allocator self, Thread thread, long byteSize, long byteAlignment) {
    MemorySegment block = place(self, thread, byteSize, byteAlignment);
    Tally tally = tallyOf(thread);
    tally.allocatedShared(byteSize);
    return block;
  }

  /** Allocates a block that is nothing but its address; 0 if blocks are more than that. */
  long allocatePlain(Allocator self, Thread thread, long byteSize, long byteAlignment) {
    if (!epoch.isPlain()) {
      return 0;
    }
    MemorySegment block = place(self, thread, byteSize, byteAlignment);
    if (!epoch.isPlain()) {
      drop(thread, block.address(), byteSize); // it is in the first chunk that has a lifetime
      return 0;
    }
    tallyOf(thread).allocatedShared(byteSize);
    return block.address();
  }

  /** Finds a place for a block; counts nothing but a failure. */
  MemorySegment place(Allocator self, Thread thread, long byteSize, long byteAlignment) {
    epoch.ensureOpen();
    checkRequest(self, byteSize, byteAlignment);
    try {
      return regionOf(thread) == null && thread.isVirtual()
          ? placeInSpan(stripes.of(thread), byteSize, byteAlignment)
          : placeInRegion(thread, byteSize, byteAlignment);
    } catch (OutOfMemoryError refused) {
      failures.increment();
      throw named(refused, self, byteSize, byteAlignment);
    }
  }

  /** Takes a block's place back, as far as that can be done; counts only what is lost. */
  void drop(Thread thread, long address, long byteSize) {
    epoch.ensureOpen();
    Oversize own = null;
    if (oversize.mayHold(byteSize)) {
      synchronized (pool) {
        own = oversize.get(address);
        if (own != null) {
          oversize.remove(own);
          pool.release(own.chunk);
        }
      }
    }
    ThreadRegion region = currentRegionOf(thread);
    if (region != null && region.topMark != null) {
      region.topMark.freed(address, byteSize, own);
    }
    boolean reclaimed =
        own != null
            || (region != null
                ? region.freeLast(address, byteSize)
                : stripes.of(thread).span.freeLast(address, byteSize));
    if (!reclaimed) {
      tallyOf(thread).deadBytes.getAndAdd(Math.max(byteSize, 1));
    }
  }

  /** Resizes a block where it is; null if it has to move. */
  @Nullable MemorySegment resize(Thread thread, MemorySegment block, long newByteSize) {
    long address = block.address();
    long byteSize = block.byteSize();
    ThreadRegion region = currentRegionOf(thread);
    boolean marked = region != null && region.topMark != null;
    if (oversize.mayHold(byteSize)) {
      synchronized (pool) {
        Oversize own = oversize.get(address);
        if (own != null) {
          boolean stays =
              marked ? newByteSize == byteSize : limits.isFilledBy(newByteSize, own.chunk);
          return stays ? own.view.asSlice(0, newByteSize) : null;
        }
      }
    }
    MemorySegment resized =
        region != null
            ? region.resizeLast(address, byteSize, newByteSize)
            : stripes.of(thread).span.resizeLast(address, byteSize, newByteSize);
    if (resized != null || newByteSize > byteSize || block.isReadOnly()) {
      return resized;
    }
    if (newByteSize < byteSize) {
      if (marked) {
        return null; // the mark could not tell whose bytes went
      }
      tallyOf(thread).deadBytes.getAndAdd(byteSize - newByteSize);
    }
    return block.asSlice(0, newByteSize);
  }

  /** What was counted of all blocks but those of arenas. */
  List<Tally> tallies() {
    return owners.tallies();
  }

  void ensureOpen() {
    epoch.ensureOpen();
  }

  Tally tallyOf(Thread thread) {
    ThreadRegion region = regionOf(thread);
    return region != null ? region.tally : stripes.of(thread).tally;
  }

  /** Returns the thread's own region, empty if a reset came between; null for virtual threads. */
  @Nullable ThreadRegion currentRegionOf(Thread thread) {
    ThreadRegion region = regionOf(thread);
    if (region == null && thread.isVirtual()) {
      return null;
    }
    if (region == null || region.epoch != epoch.current()) {
      synchronized (pool) {
        return enter(thread);
      }
    }
    return region;
  }

  /** Gives a thread a region of the current epoch; the pool's lock is held. */
  ThreadRegion enter(Thread thread) {
    epoch.ensureOpen();
    ThreadRegion region = owners.enter(thread);
    if (thread.isVirtual()) {
      slots.releaseAll(region); // a platform thread had it before
    }
    if (region.epoch != epoch.current()) {
      region.clear(epoch.current());
    }
    return region;
  }

  private @Nullable ThreadRegion regionOf(Thread thread) {
    ThreadRegion region = owners.of(thread);
    if (region.owner == thread) {
      return region;
    }
    return thread.isVirtual() && !owners.hasLostVirtual() ? null : findSlowly(thread);
  }

  private @Nullable ThreadRegion findSlowly(Thread thread) {
    synchronized (pool) {
      return owners.find(thread);
    }
  }

  private MemorySegment placeInRegion(Thread thread, long byteSize, long byteAlignment) {
    synchronized (pool) {
      ThreadRegion region = enter(thread);
      long address = region.bump(byteSize, byteAlignment, maxAlignment);
      if (address != 0) { // the table had lost sight of the region, or an epoch has ended
        return region.slice(address, byteSize);
      }
      long next = limits.chunkAfter(region.chunkBytes);
      if (limits.isOversize(byteSize, byteAlignment, next)) {
        MemorySegment own = placeOversize(region, byteSize, byteAlignment);
        if (own != null) {
          return own;
        }
      }
      Chunk chunk = acquire(byteSize, byteAlignment, next);
      region.tally.chunkEndBytes.getAndAdd(region.unusedBytes());
      chunk.previous = region.chunk;
      region.chunk = chunk;
      region.chunkBytes = chunk.byteSize;
      region.install(chunk, region.view(chunk, epoch), chunk.base);
      return region.slice(region.bump(byteSize, byteAlignment, maxAlignment), byteSize);
    }
  }

  private MemorySegment placeInSpan(Stripe stripe, long byteSize, long byteAlignment) {
    while (true) {
      Span span = stripe.span;
      MemorySegment block =
          span.epoch == epoch.current() ? span.bump(byteSize, byteAlignment) : null;
      if (block == null) {
        synchronized (pool) {
          epoch.ensureOpen();
          if (stripe.span == span) { // else another thread has renewed it meanwhile
            long next = limits.chunkAfter(stripe.chunkBytes);
            if (limits.isOversize(byteSize, byteAlignment, next)) {
              MemorySegment own = placeOversize(null, byteSize, byteAlignment);
              if (own != null) {
                return own;
              }
            }
            renew(stripe, acquire(byteSize, byteAlignment, next));
          }
        }
      } else if (span.epoch == epoch.current()) {
        return block;
      }
    }
  }

  private void renew(Stripe stripe, Chunk chunk) {
    stripe.tally.chunkEndBytes.getAndAdd(stripe.span.unusedBytes());
    chunk.previous = stripe.chunk;
    stripe.chunk = chunk;
    stripe.chunkBytes = chunk.byteSize;
    stripe.span = Span.over(chunk, epoch.view(chunk), epoch.current());
  }

  /**
   * Returns a slot for an arena of a thread that has none ready. Virtual threads keep none: their
   * region may be another's before the arena is closed.
   */
  ArenaSlot slotFor(Thread thread, boolean zeroed) {
    epoch.ensureOpen();
    ThreadRegion region = thread.isVirtual() ? null : currentRegionOf(thread);
    if (region == null) {
      return slots.take(null);
    }
    return slots.take(region.slots(zeroed));
  }

  /** Gives an arena's slot memory for a block, see {@link ArenaSlots#refill}. */
  @Nullable Chunk refill(Allocator self, ArenaSlot slot, long byteSize, long byteAlignment) {
    epoch.ensureOpen();
    checkRequest(self, byteSize, byteAlignment);
    try {
      return slots.refill(slot, byteSize, byteAlignment);
    } catch (OutOfMemoryError refused) {
      failures.increment();
      throw named(refused, self, byteSize, byteAlignment);
    }
  }

  void checkRequest(Allocator self, long byteSize, long byteAlignment) {
    try {
      Allocators.checkRequest(self, byteSize, byteAlignment);
    } catch (OutOfMemoryError refused) {
      failures.increment();
      throw refused;
    }
  }

  private static OutOfMemoryError named(
      OutOfMemoryError refused, Allocator self, long byteSize, long byteAlignment) {
    OutOfMemoryError error = Allocators.outOfMemory(self, byteSize, byteAlignment);
    error.initCause(refused);
    return error;
  }

  private Chunk acquire(long byteSize, long byteAlignment, long preferred) {
    Chunk chunk =
        pool.acquire(Math.max(byteSize, 1), preferred, Math.max(byteAlignment, chunkAlignment));
    chunk.dirtyBytes = chunk.byteSize;
    epoch.use(chunk);
    return chunk;
  }

  /** Gives a block a chunk of its own; null if there is a free one to share, which comes next. */
  private @Nullable MemorySegment placeOversize(
      @Nullable ThreadRegion region, long byteSize, long byteAlignment) {
    long alignment = Math.max(byteAlignment, chunkAlignment);
    Chunk chunk = pool.acquireExactly(Math.max(byteSize, 1), alignment);
    if (chunk == null) {
      return null;
    }
    chunk.dirtyBytes = chunk.byteSize;
    epoch.use(chunk);
    try {
      MemorySegment view = region == null ? epoch.view(chunk) : region.view(chunk, epoch);
      oversize.add(new Oversize(chunk, view, region, oversize.lastSerial() + 1), byteSize);
      return view.asSlice(0, byteSize);
    } catch (OutOfMemoryError e) {
      pool.release(chunk); // the table could not grow
      throw e;
    }
  }
}
