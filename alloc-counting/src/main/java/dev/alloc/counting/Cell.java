package dev.alloc.counting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one thread, which it alone writes, or of many.
 *
 * <p>The owner of a cell adds by plain instructions, the cheapest there are; to a cell that nobody
 * owns, threads add atomically. Frees come after a release fence and are loaded with acquire: who
 * sees a free counted sees the allocation of that block counted. (On a 32-bit JVM a plain long is
 * stored in halves: a snapshot taken just then may be off by 4 GiB of bytes; once quiet it is not.)
 */
@SuppressWarnings("UnusedVariable") // the counts are read through their handles
final class Cell {
  private static final long NO_THREAD = 0; // thread ids are positive
  private static final VarHandle ALLOCATIONS = field("allocations");
  private static final VarHandle ALLOCATED_BYTES = field("allocatedBytes");
  private static final VarHandle FREES = field("frees");
  private static final VarHandle FREED_BYTES = field("freedBytes");
  private static final VarHandle REALLOCATIONS = field("reallocations");

  private long ownerId = NO_THREAD;
  private long allocations;
  private long allocatedBytes;
  private long frees;
  private long freedBytes;
  private long reallocations;
  private @Nullable WeakReference<Thread> owner; // weak: a thread must not live as long as we do

  // Whether these are laid out before or after the fields above, those of two cells that are
  // neighbours are 128 bytes apart: processors fetch cache lines in pairs.
  long padding01;
  long padding02;
  long padding03;
  long padding04;
  long padding05;
  long padding06;
  long padding07;
  long padding08;
  long padding09;
  long padding10;
  long padding11;
  long padding12;
  long padding13;
  long padding14;
  long padding15;
  long padding16;

  /**
   * Returns whether a thread may add as the owner, if it is that thread that asks. A plain load
   * will do: ids are not used again, nobody else stores that of a thread, and it stays while the
   * thread lives.
   */
  boolean isOwnedBy(Thread thread) {
    return ownerId == thread.threadId();
  }

  /**
   * Returns whether the owner may still write. If not, all it wrote is visible to the caller: a
   * thread's actions happen before {@link Thread#isAlive} is false.
   */
  boolean hasLiveOwner() {
    WeakReference<Thread> reference = owner;
    @Nullable Thread thread = reference == null ? null : reference.get();
    return thread != null && thread.isAlive();
  }

  /** Called by the new owner, which holds the counters' lock and has seen that the last is dead. */
  void setOwner(Thread thread) {
    owner = new WeakReference<>(thread);
    ownerId = thread.threadId();
  }

  void allocated(long byteSize) {
    allocatedBytes += byteSize;
    allocations++;
  }

  void allocatedShared(long byteSize) {
    ALLOCATED_BYTES.getAndAdd(this, byteSize);
    ALLOCATIONS.getAndAdd(this, 1L);
  }

  void freed(long byteSize) {
    VarHandle.releaseFence();
    freedBytes += byteSize;
    frees++;
  }

  void freedShared(long blocks, long byteSize) {
    FREED_BYTES.getAndAdd(this, byteSize);
    FREES.getAndAdd(this, blocks);
  }

  void reallocated(long byteSize, long newByteSize) {
    VarHandle.releaseFence();
    if (newByteSize >= byteSize) {
      allocatedBytes += newByteSize - byteSize;
    } else {
      freedBytes += byteSize - newByteSize;
    }
    reallocations++;
  }

  void reallocatedShared(long byteSize, long newByteSize) {
    if (newByteSize >= byteSize) {
      ALLOCATED_BYTES.getAndAdd(this, newByteSize - byteSize);
    } else {
      FREED_BYTES.getAndAdd(this, byteSize - newByteSize);
    }
    REALLOCATIONS.getAndAdd(this, 1L);
  }

  Counts frees() {
    return new Counts(0, 0, (long) FREES.getAcquire(this), (long) FREED_BYTES.getAcquire(this), 0);
  }

  Counts allocations() {
    return new Counts(
        (long) ALLOCATIONS.getAcquire(this),
        (long) ALLOCATED_BYTES.getAcquire(this),
        0,
        0,
        (long) REALLOCATIONS.getAcquire(this));
  }

  private static VarHandle field(String name) {
    try {
      return MethodHandles.lookup().findVarHandle(Cell.class, name, long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
