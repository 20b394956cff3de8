package dev.alloc.arena.lifetime;

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
public final class Epoch {
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

  /**
   * Starts the first epoch.
   *
   * @param safe whether blocks of an ended epoch are to throw on access
   * @param threadSafe whether other threads than this one may call
   */
  public Epoch(boolean safe, boolean threadSafe) {
    this.onlyThread = threadSafe ? null : Thread.currentThread();
    this.safe = safe;
    this.plain = !safe;
    this.lifetime = safe ? Lifetimes.shared() : null;
  }

  /** The present epoch's number; this read is never moved nor merged with another. */
  public int current() {
    return (int) CURRENT.getOpaque(this);
  }

  /** Whether blocks of an ended epoch throw on access. */
  public boolean isSafe() {
    return safe;
  }

  /**
   * Whether blocks are their address and nothing else. A thread that got a chunk knows it for the
   * blocks of that chunk; it changes once at most, from true to false.
   */
  public boolean isPlain() {
    return plain;
  }

  /** Notes that memory is to be cut into blocks; the pool's lock is held. */
  public void use(MemorySegment memory) {
    if (plain && !Blocks.arePlain(memory)) {
      plain = false;
    }
  }

  /** Whether the last epoch has ended. */
  public boolean isClosed() {
    return current() == CLOSED;
  }

  /** Refuses calls on a closed arena, and by other threads if the upstream is for one only. */
  public void ensureOpen() {
    if (onlyThread != null && onlyThread != Thread.currentThread()) {
      throw new WrongThreadException("arena: what is below belongs to " + onlyThread);
    }
    if (isClosed()) {
      throw new IllegalStateException("arena: this allocator is closed");
    }
  }

  /** Ends the epoch; in safe mode its blocks cannot be accessed any more. */
  public void next() {
    endLifetime();
    lifetime = safe ? Lifetimes.shared() : null;
    CURRENT.setVolatile(this, current == Integer.MAX_VALUE ? 0 : current + 1);
  }

  /** Ends the last epoch. */
  public void close() {
    endLifetime();
    CURRENT.setVolatile(this, CLOSED);
  }

  /** Memory as this epoch's blocks see it; the pool's lock is held. */
  public MemorySegment view(MemorySegment memory) {
    return lifetime == null ? memory : Lifetimes.during(lifetime, memory);
  }

  private void endLifetime() {
    if (lifetime != null) {
      lifetime.close();
      lifetime = null;
    }
  }
}
