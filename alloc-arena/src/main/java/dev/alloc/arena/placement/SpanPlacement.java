package dev.alloc.arena.placement;

import dev.alloc.arena.chunk.Chunk;
import dev.alloc.arena.lifetime.Epoch;
import dev.alloc.arena.span.Span;
import dev.alloc.arena.span.Stripe;
import dev.alloc.arena.span.Stripes;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Places the blocks of virtual threads, which share spans. */
record SpanPlacement(EpochChunks chunks, Stripes stripes, OversizePlacement beside) {

  MemorySegment place(Thread thread, long byteSize, long byteAlignment) {
    Stripe stripe = stripes.of(thread);
    Epoch epoch = chunks.epoch();
    while (true) {
      Span span = stripe.span();
      MemorySegment block =
          span.epoch == epoch.current() ? span.bump(byteSize, byteAlignment) : null;
      if (block == null) {
        MemorySegment own = renew(stripe, span, byteSize, byteAlignment);
        if (own != null) {
          return own;
        }
      } else if (span.epoch == epoch.current()) {
        return block;
      }
    }
  }

  /** Gives the stripe a span in which the block fits, or the block a chunk of its own. */
  private @Nullable MemorySegment renew(
      Stripe stripe, Span full, long byteSize, long byteAlignment) {
    synchronized (chunks.pool()) {
      Epoch epoch = chunks.epoch();
      epoch.ensureOpen();
      if (stripe.span() != full) {
        return null; // another thread has renewed it meanwhile
      }
      long next = chunks.limits().chunkAfter(stripe.chunkBytes());
      if (chunks.limits().isOversize(byteSize, byteAlignment, next)) {
        MemorySegment own = beside.place(null, byteSize, byteAlignment);
        if (own != null) {
          return own;
        }
      }
      Chunk chunk = chunks.acquire(byteSize, byteAlignment, next);
      stripe.renew(chunk, epoch.view(chunk.block), epoch.current());
      return null;
    }
  }
}
