package dev.alloc.tracking.site;

import dev.alloc.tracking.stack.Stack;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A thread, its title and its stack, and what was allocated from there. It is the tally of what its
 * own thread does.
 */
public final class Origin extends Tally {
  private static final VarHandle OTHERS;
  private static final VarHandle PEAK;

  static {
    try {
      OTHERS = MethodHandles.lookup().findVarHandle(Origin.class, "others", Tally.class);
      PEAK = MethodHandles.lookup().findVarHandle(Origin.class, "peakBytes", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int id;
  private final Actor actor;
  private final @Nullable Actor owner; // none if the actor is many
  private final Stack stack;
  private final @Nullable String title;
  private long peakBytes;
  private @Nullable Tally others; // of all other threads, once there is one
  private final Tally spare = new Tally(); // for them: a free must not fail for want of memory

  Origin(int id, Actor actor, Stack stack, @Nullable String title) {
    this.id = id;
    this.actor = actor;
    this.owner = actor.isMany() ? null : actor;
    this.stack = stack;
    this.title = title;
  }

  /**
   * Returns the thread.
   *
   * @return the thread, as it was when it first came here
   */
  public Actor actor() {
    return actor;
  }

  /**
   * Returns the stack.
   *
   * @return the stack, {@link Stack#UNKNOWN} if none was looked at
   */
  public Stack stack() {
    return stack;
  }

  /**
   * Returns the title.
   *
   * @return the title, or null if there was none
   */
  public @Nullable String title() {
    return title;
  }

  /**
   * Returns the number by which {@link Origins#get} finds this.
   *
   * @return the number
   */
  public int id() {
    return id;
  }

  /**
   * Counts an allocation by the calling thread, from here.
   *
   * @param address the block's address
   * @param blocks how many, or of how many parts of a block
   * @param bytes how many bytes in all
   */
  public void allocated(long address, long blocks, long bytes) {
    if (owner == null) {
      others().allocatedShared(blocks, bytes);
    } else {
      allocated(blocks, bytes);
      owner.allocated(address);
    }
    raisePeak();
  }

  /**
   * Counts the free of a block from here.
   *
   * @param address the block's address
   * @param freeing the thread that freed it, which calls
   * @param blocks how many, or of how many parts of a block
   * @param bytes how many bytes in all
   */
  public void freed(long address, Actor freeing, long blocks, long bytes) {
    if (isOwn(freeing)) {
      freed(blocks, bytes);
      if (actor.allocatedLast(address)) {
        temporary(blocks, bytes);
      }
    } else {
      others().freedShared(blocks, bytes);
    }
  }

  /**
   * Counts blocks that were dropped in bulk, or with a negative number the undoing of that.
   *
   * @param blocks how many
   * @param bytes how many bytes in all
   */
  public void dropped(long blocks, long bytes) {
    others().freedShared(blocks, bytes);
  }

  /**
   * Counts a reallocation of a block from here.
   *
   * @param address the block's address before
   * @param newAddress its address now
   * @param reallocating the thread that reallocated it, which calls
   * @param added by how many bytes the block grew, negative if it shrank
   */
  public void reallocated(long address, long newAddress, Actor reallocating, long added) {
    if (isOwn(reallocating)) {
      reallocated(added);
      if (actor.allocatedLast(address)) {
        actor.allocated(newAddress);
      }
    } else {
      others().reallocatedShared(added);
    }
    if (added > 0) {
      raisePeak();
    }
  }

  @SuppressWarnings("ReferenceEquality") // there is one object for each thread
  private boolean isOwn(Actor calling) {
    return owner == calling;
  }

  /** Whether these are the very same stack and title. */
  @SuppressWarnings("ReferenceEquality") // others are looked up
  boolean is(Stack stack, Titles titles) {
    return this.stack == stack && is(titles);
  }

  /** Whether this is the very same title. */
  @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // as above
  boolean is(Titles titles) {
    return title == titles.current;
  }

  /**
   * Returns what was freed; to be asked of all origins before {@link #allocations}.
   *
   * @return the frees only
   */
  @Override
  public Usage frees() {
    Tally foreign = (Tally) OTHERS.getAcquire(this);
    return foreign == null ? super.frees() : super.frees().plus(foreign.frees());
  }

  /**
   * Returns everything but frees.
   *
   * @return the rest
   */
  @Override
  public Usage allocations() {
    Tally foreign = (Tally) OTHERS.getAcquire(this);
    Usage sum =
        foreign == null ? super.allocations() : super.allocations().plus(foreign.allocations());
    return sum.plus(new Usage(0, 0, 0, 0, 0, 0, 0, (long) PEAK.getOpaque(this)));
  }

  private void raisePeak() {
    long live = liveBytes();
    Tally foreign = others;
    if (foreign != null) {
      live += foreign.liveBytes();
    }
    if (live <= peakBytes) {
      return;
    }
    long peak = (long) PEAK.getOpaque(this);
    while (live > peak && !PEAK.compareAndSet(this, peak, live)) {
      peak = (long) PEAK.getOpaque(this);
    }
  }

  private Tally others() {
    Tally foreign = others;
    if (foreign != null) {
      return foreign;
    }
    OTHERS.compareAndSet(this, null, spare);
    return (Tally) OTHERS.getVolatile(this);
  }
}
