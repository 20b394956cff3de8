package dev.alloc.arena;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The blocks with a chunk of their own, by address; guarded by the pool's lock. */
final class OversizeTable {
  private final Map<Long, Oversize> byAddress = new HashMap<>();
  private final long leastBytes;
  private long lastSerial;

  /** Whether blocks smaller than {@link #leastBytes} are here, because of their alignment. */
  private volatile boolean smallOnes;

  OversizeTable(long leastBytes) {
    this.leastBytes = leastBytes;
  }

  /** Whether a block of this size may be here; asked without the lock. */
  boolean mayHold(long byteSize) {
    return byteSize >= leastBytes || smallOnes;
  }

  /** Enters a block, the serial of which is the next one; when this fails, nothing has changed. */
  void add(Oversize entry, long byteSize) {
    byAddress.put(entry.chunk.base, entry);
    entry.link();
    lastSerial = entry.serial;
    if (byteSize < leastBytes) {
      smallOnes = true;
    }
  }

  @Nullable Oversize get(long address) {
    return byAddress.get(address);
  }

  void remove(Oversize entry) {
    byAddress.remove(entry.chunk.base);
    entry.unlink();
  }

  long lastSerial() {
    return lastSerial;
  }

  /** Hands the chunks of a region's blocks made since a mark to the pool. */
  void releaseNewerThan(ArenaMark mark, ChunkPool pool) {
    for (Oversize newest = mark.region.oversize;
        newest != null && newest.serial > mark.serial;
        newest = mark.region.oversize) {
      remove(newest);
      pool.release(newest.chunk);
    }
  }

  /** Forgets all blocks and hands their chunks to the pool. */
  void releaseAll(ChunkPool pool) {
    for (Oversize entry : byAddress.values()) {
      if (entry.region != null) {
        entry.region.oversize = null;
      }
      pool.releaseForTrim(entry.chunk);
    }
    byAddress.clear();
    smallOnes = false;
  }
}
