package dev.alloc.arena;

import dev.alloc.Allocator;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The chunks nobody uses, and the way to more. All of an arena's slow paths hold its lock, so the
 * upstream is never called by two threads at once.
 */
final class ChunkPool {
  private static final int WASTE_FACTOR = 4; // a chunk is not spent on a quarter of its size

  private final Allocator upstream;
  private final ArenaLimits limits;
  private final NavigableMap<Long, ArrayDeque<Chunk>> free = new TreeMap<>();
  private long freeBytes;
  private long reservedBytes;
  private long returnedBytes;

  ChunkPool(Allocator upstream, ArenaLimits limits) {
    this.upstream = upstream;
    this.limits = limits;
  }

  /**
   * Returns a chunk of {@code preferred} bytes or so, at least {@code least}: a free one if it will
   * do, else one from the upstream, smaller if that has not got as much.
   *
   * @throws OutOfMemoryError if not even {@code least} bytes can be had
   */
  synchronized Chunk acquire(long least, long preferred, long byteAlignment) {
    long wanted = Math.max(least, preferred);
    Chunk pooled = take(least, wanted, byteAlignment);
    return pooled != null ? pooled : allocate(least, wanted, byteAlignment);
  }

  /**
   * Returns a free chunk for one block of {@code byteSize} bytes, or one from the upstream; null if
   * all free ones that would do are too large for one block, so that others should share it.
   */
  synchronized @Nullable Chunk acquireExactly(long byteSize, long byteAlignment) {
    for (var entry = free.ceilingEntry(byteSize);
        entry != null;
        entry = free.higherEntry(entry.getKey())) {
      boolean fits = entry.getKey() / WASTE_FACTOR <= byteSize;
      Chunk chunk = fits ? removeAligned(entry, byteAlignment) : null;
      if (chunk != null) {
        return chunk;
      }
      if (!fits && isAligned(entry.getValue().peek(), byteAlignment)) {
        return null;
      }
    }
    return allocate(byteSize, limits.rounded(byteSize), byteAlignment);
  }

  /** Takes a chunk back; what is more than the limit goes to the upstream. */
  synchronized void release(Chunk chunk) {
    chunk.previous = null;
    if (freeBytes + chunk.byteSize > limits.retainedBytes()) {
      giveBack(chunk);
    } else {
      keep(chunk);
    }
  }

  /** Takes a chunk back and keeps it whatever the limit; {@link #trim} follows. */
  synchronized void releaseForTrim(Chunk chunk) {
    chunk.previous = null;
    keep(chunk);
  }

  /** Gives free chunks back, the smallest first, until at most {@code retainBytes} are left. */
  synchronized void trim(long retainBytes) {
    while (freeBytes > retainBytes) {
      Map.Entry<Long, ArrayDeque<Chunk>> entry = free.firstEntry();
      giveBack(remove(entry));
    }
  }

  synchronized long reservedBytes() {
    return reservedBytes;
  }

  synchronized long returnedBytes() {
    return returnedBytes;
  }

  private @Nullable Chunk take(long least, long preferred, long byteAlignment) {
    for (var entry = free.ceilingEntry(preferred);
        entry != null;
        entry = free.higherEntry(entry.getKey())) {
      Chunk chunk = removeAligned(entry, byteAlignment);
      if (chunk != null) {
        return chunk;
      }
    }
    for (var entry = free.lowerEntry(preferred);
        entry != null && entry.getKey() >= least;
        entry = free.lowerEntry(entry.getKey())) {
      Chunk chunk = removeAligned(entry, byteAlignment);
      if (chunk != null) {
        return chunk;
      }
    }
    return null;
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
        if (freeBytes > 0) {
          trim(0); // free chunks too small for this request may be what the upstream lacks
        } else if (byteSize == least) {
          throw refused;
        }
      }
    }
  }

  private void keep(Chunk chunk) {
    free.computeIfAbsent(chunk.byteSize, size -> new ArrayDeque<>()).push(chunk);
    freeBytes += chunk.byteSize;
  }

  private void giveBack(Chunk chunk) {
    reservedBytes -= chunk.byteSize; // first: even if the upstream finds a fault, it is gone
    returnedBytes += chunk.byteSize;
    upstream.free(chunk.block);
  }

  private @Nullable Chunk removeAligned(
      Map.Entry<Long, ArrayDeque<Chunk>> entry, long byteAlignment) {
    return isAligned(entry.getValue().peek(), byteAlignment) ? remove(entry) : null;
  }

  private static boolean isAligned(@Nullable Chunk chunk, long byteAlignment) {
    return chunk != null && chunk.base % byteAlignment == 0;
  }

  private Chunk remove(Map.Entry<Long, ArrayDeque<Chunk>> entry) {
    Chunk chunk = entry.getValue().pop();
    if (entry.getValue().isEmpty()) {
      free.remove(entry.getKey());
    }
    freeBytes -= chunk.byteSize;
    return chunk;
  }
}
