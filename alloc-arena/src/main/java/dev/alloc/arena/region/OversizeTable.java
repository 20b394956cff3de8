package dev.alloc.arena.region;

import dev.alloc.arena.chunk.Chunk;
import dev.alloc.arena.chunk.ChunkPool;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The blocks with a chunk of their own, by address; guarded by the pool's lock. */
public final class OversizeTable {
  private final Map<Long, Oversize> byAddress = new HashMap<>();
  private final ChunkPool pool;
  private final long leastBytes;
  private long lastSerial;

  /** Whether blocks smaller than {@link #leastBytes} are here, because of their alignment. */
  private volatile boolean smallOnes;

  /**
   * Creates an empty table.
   *
   * @param pool whose lock guards it, and where its chunks go
   * @param leastBytes the size from which a block may be here for its size
   */
  public OversizeTable(ChunkPool pool, long leastBytes) {
    this.pool = pool;
    this.leastBytes = leastBytes;
  }

  /** Whether a block of this size may be here; asked without the lock. */
  public boolean mayHold(long byteSize) {
    return byteSize >= leastBytes || smallOnes;
  }

  /**
   * Enters a block that has a chunk of its own; when this fails, nothing has changed.
   *
   * @param view the chunk's memory, with the lifetime the block is to have
   * @param region the region of the thread that makes it, or null if that has none
   */
  public Oversize add(
      Chunk chunk, MemorySegment view, @Nullable ThreadRegion region, long byteSize) {
    Oversize entry = new Oversize(chunk, view, region, lastSerial + 1);
    byAddress.put(chunk.base, entry);
    entry.link();
    lastSerial = entry.serial;
    if (byteSize < leastBytes) {
      smallOnes = true;
    }
    return entry;
  }

  /** The block at an address, or null; the pool's lock is held. */
  public @Nullable Oversize get(long address) {
    return byAddress.get(address);
  }

  /** Takes out the block at an address, and hands its chunk to the pool; null if there is none. */
  public @Nullable Oversize release(long address) {
    synchronized (pool) {
      Oversize entry = byAddress.get(address);
      if (entry != null) {
        release(entry);
      }
      return entry;
    }
  }

  /** The serial of the block that was entered last. */
  long lastSerial() {
    return lastSerial;
  }

  /** Hands the chunks of a region's blocks made since a mark to the pool. */
  void releaseNewerThan(ArenaMark mark) {
    for (Oversize newest = mark.region.oversize;
        newest != null && newest.serial > mark.serial;
        newest = mark.region.oversize) {
      release(newest);
    }
  }

  /** Forgets all blocks and hands their chunks to the pool; a trim follows. */
  public void releaseForTrim() {
    for (Oversize entry : byAddress.values()) {
      if (entry.region != null) {
        entry.region.oversize = null;
      }
      pool.releaseForTrim(entry.chunk);
    }
    byAddress.clear();
    smallOnes = false;
  }

  private void release(Oversize entry) {
    byAddress.remove(entry.chunk.base);
    entry.unlink();
    pool.release(entry.chunk);
  }
}
