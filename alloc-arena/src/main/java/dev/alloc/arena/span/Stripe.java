package dev.alloc.arena.span;

import dev.alloc.arena.chunk.Chunk;
import dev.alloc.arena.tally.Tally;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** One span, its statistics, and the chunks before it. */
public final class Stripe {
  /** What was counted of its blocks, by many threads. */
  public final Tally tally = new Tally();

  private volatile Span span = Span.NONE;
  private @Nullable Chunk chunk; // the newest; guarded by the pool's lock
  private long chunkBytes; // guarded by the pool's lock

  Stripe() {}

  /** Where to allocate now. */
  public Span span() {
    return span;
  }

  /** The size of the last chunk of this epoch, in bytes, or 0; the pool's lock is held. */
  public long chunkBytes() {
    return chunkBytes;
  }

  /** Goes on in another chunk; the pool's lock is held. */
  public void renew(Chunk next, MemorySegment view, int epoch) {
    tally.chunkEndedShared(span.unusedBytes());
    next.putOn(chunk);
    chunk = next;
    chunkBytes = next.byteSize;
    span = Span.over(next, view, epoch);
  }

  /** Hands over all chunks; the pool's lock is held. */
  @Nullable Chunk takeChunks() {
    Chunk newest = chunk;
    chunk = null;
    chunkBytes = 0;
    span = Span.NONE;
    return newest;
  }
}
