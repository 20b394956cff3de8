package dev.alloc.arena.chunk;

import dev.alloc.Allocator;
import org.jspecify.annotations.Nullable;

/**
 * The chunks nobody uses, and the way to more. All of an arena's slow paths hold its lock, so the
 * upstream is never called by two threads at once.
 */
public final class ChunkPool {
  private final Allocator upstream;
  private final ArenaLimits limits;
  private final FreeChunks free = new FreeChunks();
  private long reservedBytes;
  private long returnedBytes;

  /** Creates an empty pool. */
  public ChunkPool(Allocator upstream, ArenaLimits limits) {
    this.upstream = upstream;
    this.limits = limits;
  }

  /**
   * Returns a chunk of {@code preferred} bytes or so, at least {@code least}: a free one if it will
   * do, else one from the upstream, smaller if that has not got as much.
   *
   * @throws OutOfMemoryError if not even {@code least} bytes can be had
   */
  public synchronized Chunk acquire(long least, long preferred, long byteAlignment) {
    long wanted = Math.max(least, preferred);
    Chunk pooled = free.take(least, wanted, byteAlignment);
    return pooled != null ? pooled : allocate(least, wanted, byteAlignment);
  }

  /**
   * Returns a free chunk for one block of {@code byteSize} bytes, or one from the upstream; null if
   * all free ones that would do are too large for one block, so that others should share it.
   *
   * @throws OutOfMemoryError if the upstream refuses
   */
  public synchronized @Nullable Chunk acquireExactly(long byteSize, long byteAlignment) {
    FreeChunks.Found found = free.takeExactly(byteSize, byteAlignment);
    if (found.chunk() != null || found.shareable()) {
      return found.chunk();
    }
    return allocate(byteSize, limits.rounded(byteSize), byteAlignment);
  }

  /** Takes a chunk back; what is more than the limit goes to the upstream. */
  public synchronized void release(Chunk chunk) {
    chunk.putOn(null);
    if (free.bytes() + chunk.byteSize > limits.retainedBytes()) {
      giveBack(chunk);
    } else {
      free.add(chunk);
    }
  }

  /** Takes back a chunk and those behind it, as far as {@code end}, which stays in use. */
  public synchronized void releaseUntil(@Nullable Chunk newest, @Nullable Chunk end) {
    Chunk chunk = newest;
    while (chunk != end && chunk != null) {
      Chunk previous = chunk.previous();
      release(chunk);
      chunk = previous;
    }
  }

  /** Takes a chunk and those behind it back and keeps them whatever the limit; a trim follows. */
  public synchronized void releaseForTrim(@Nullable Chunk newest) {
    Chunk chunk = newest;
    while (chunk != null) {
      Chunk previous = chunk.previous();
      chunk.putOn(null);
      free.add(chunk);
      chunk = previous;
    }
  }

  /** Gives free chunks back, the smallest first, until at most {@code retainBytes} are left. */
  public synchronized void trim(long retainBytes) {
    while (free.bytes() > retainBytes) {
      giveBack(free.removeSmallest());
    }
  }

  /** Bytes of all chunks, free or in use. */
  public synchronized long reservedBytes() {
    return reservedBytes;
  }

  /** Bytes given back to the upstream so far. */
  public synchronized long returnedBytes() {
    return returnedBytes;
  }

  private Chunk allocate(long least, long preferred, long byteAlignment) {
    OutOfMemoryError refused = null;
    for (long byteSize = Math.max(least, preferred); ; byteSize = Math.max(least, byteSize / 2)) {
      try {
        Chunk chunk = new Chunk(upstream.allocate(byteSize, byteAlignment));
        reservedBytes += byteSize;
        return chunk;
      } catch (OutOfMemoryError e) {
        if (refused == null) {
          refused = e;
        }
        if (free.bytes() > 0) {
          trim(0); // free chunks too small for this request may be what the upstream lacks
        } else if (byteSize == least) {
          throw refused;
        }
      }
    }
  }

  private void giveBack(Chunk chunk) {
    reservedBytes -= chunk.byteSize; // first: even if the upstream finds a fault, it is gone
    returnedBytes += chunk.byteSize;
    upstream.free(chunk.block);
  }
}
