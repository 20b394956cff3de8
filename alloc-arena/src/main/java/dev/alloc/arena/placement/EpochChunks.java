package dev.alloc.arena.placement;

import dev.alloc.arena.chunk.ArenaLimits;
import dev.alloc.arena.chunk.Chunk;
import dev.alloc.arena.chunk.ChunkPool;
import dev.alloc.arena.lifetime.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * Chunks for blocks of the present epoch, which take no heed of what they leave in them.
 *
 * @param pool where they come from, and whose lock is held at each call
 * @param limits how large they are
 * @param epoch the present one
 */
public record EpochChunks(ChunkPool pool, ArenaLimits limits, Epoch epoch) {

  /** A chunk of {@code preferred} bytes or so that others can share. */
  Chunk acquire(long byteSize, long byteAlignment, long preferred) {
    return use(
        pool.acquire(Math.max(byteSize, 1), preferred, limits.chunkAlignment(byteAlignment)));
  }

  /** A chunk for one block; null if there is a free one to share. */
  @Nullable Chunk acquireExactly(long byteSize, long byteAlignment) {
    Chunk chunk = pool.acquireExactly(Math.max(byteSize, 1), limits.chunkAlignment(byteAlignment));
    return chunk == null ? null : use(chunk);
  }

  private Chunk use(Chunk chunk) {
    chunk.setDirtyBytes(chunk.byteSize);
    epoch.use(chunk.block);
    return chunk;
  }
}
