package dev.alloc.arena.span;

import dev.alloc.arena.chunk.Chunk;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A chunk that several threads cut blocks off, each by one atomic step. A new one is made whenever
 * the chunk changes hands, so a thread that comes late moves the position of nobody else's blocks.
 */
public final class Span {
  static final Span NONE = new Span(null, MemorySegment.NULL, -1);
  private static final VarHandle POSITION;

  static {
    try {
      POSITION = MethodHandles.lookup().findVarHandle(Span.class, "position", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The epoch of its blocks. */
  public final int epoch;

  private final MemorySegment memory;
  private final long base;
  private final long limit;
  private volatile long position;

  private Span(@Nullable Chunk chunk, MemorySegment memory, int epoch) {
    this.memory = memory;
    this.epoch = epoch;
    this.base = chunk == null ? 0 : chunk.base;
    this.limit = chunk == null ? 0 : chunk.end();
    this.position = base;
  }

  static Span over(Chunk chunk, MemorySegment view, int epoch) {
    return new Span(chunk, view, epoch);
  }

  /** Cuts a block off; null if it does not fit. The arguments have been checked. */
  public @Nullable MemorySegment bump(long byteSize, long byteAlignment) {
    while (true) {
      long from = position;
      long start = (from + byteAlignment - 1) & -byteAlignment;
      long footprint = Math.max(byteSize, 1);
      if (footprint > limit - start) {
        return null;
      }
      if (POSITION.compareAndSet(this, from, start + footprint)) {
        return memory.asSlice(start - base, byteSize);
      }
    }
  }

  /** Takes the last block back; false if this is another one. */
  public boolean freeLast(long address, long byteSize) {
    return address >= base && resize(address, byteSize, 0);
  }

  /** Resizes the last block; null if this is another one, or does not fit. */
  public @Nullable MemorySegment resizeLast(long address, long byteSize, long newByteSize) {
    long footprint = Math.max(newByteSize, 1);
    return address >= base && footprint <= limit - address && resize(address, byteSize, footprint)
        ? memory.asSlice(address - base, newByteSize)
        : null;
  }

  long unusedBytes() {
    return limit - position;
  }

  private boolean resize(long address, long byteSize, long footprint) {
    long end = address + Math.max(byteSize, 1);
    return end == position && POSITION.compareAndSet(this, end, address + footprint);
  }
}
