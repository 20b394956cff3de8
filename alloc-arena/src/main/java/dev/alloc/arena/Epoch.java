package dev.alloc.arena;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The number of resets so far; every block belongs to one.
 *
 * <p>A thread takes a block from memory of its own and only then looks at the epoch. If that has
 * ended, the block is dropped and the request starts again: so a reset may hand memory on at once,
 * without waiting for threads that are in the middle of a call.
 */
final class Epoch {
  private static final int CLOSED = -1;
  private static final VarHandle CURRENT;

  static {
    try {
      CURRENT = MethodHandles.lookup().findVarHandle(Epoch.class, "current", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private int current;
  private final boolean safe;
  private boolean plain;
  private final @Nullable Thread onlyThread; // if the upstream is not thread safe
  private @Nullable Arena
      lifetime; // of this epoch's blocks in safe mode; guarded by the pool's lock

  Epoch(boolean safe, boolean threadSafe) {
    this.onlyThread = threadSafe ? null : Thread.currentThread();
    this.safe = safe;
    this.plain = !safe;
    this.lifetime = safe ? Lifetimes.shared() : null;
  }

  /** The present epoch's number; this read is never moved nor merged with another. */
  int current() {
    return (int) CURRENT.getOpaque(this);
  }

  boolean isSafe() {
    return safe;
  }

  /**
   * Whether blocks are their address and nothing else. A thread that got a chunk knows it for the
   * blocks of that chunk; it changes once at most, from true to false.
   */
  boolean isPlain() {
    return plain;
  }

  /** Notes that a chunk is to be used for blocks; the pool's lock is held. */
  void use(Chunk chunk) {
    if (plain && !Blocks.arePlain(chunk.block)) {
      plain = false;
    }
  }

  boolean isClosed() {
    return current() == CLOSED;
  }

  /** Refuses calls on a closed arena, and by other threads if the upstream is for one only. */
  void ensureOpen() {
    if (onlyThread != null && onlyThread != Thread.currentThread()) {
      throw new WrongThreadException("arena: what is below belongs to " + onlyThread);
    }
    if (isClosed()) {
      throw new IllegalStateException("arena: this allocator is closed");
    }
  }

  /** Ends the epoch; in safe mode its blocks cannot be accessed any more. */
  void next() {
    endLifetime();
    lifetime = safe ? Lifetimes.shared() : null;
    CURRENT.setVolatile(this, current == Integer.MAX_VALUE ? 0 : current + 1);
  }

  void close() {
    endLifetime();
    CURRENT.setVolatile(this, CLOSED);
  }

  /** The chunk's memory as this epoch's blocks see it. */
  MemorySegment view(Chunk chunk) {
    return lifetime == null ? chunk.block : Lifetimes.during(lifetime, chunk.block);
  }

  private void endLifetime() {
    if (lifetime != null) {
      lifetime.close();
      lifetime = null;
    }
  }
}
