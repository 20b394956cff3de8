package dev.alloc.tracking.site;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A thread that allocates, known by its id; its number in the sequence of its blocks. */
public final class Actor {
  /** The id of whatever thread came when there were too many. */
  public static final long MANY = -1; // thread ids are positive

  private final long threadId;
  private final String threadName;
  private long sequence;
  private final AtomicLong sharedSequence = new AtomicLong();
  @Nullable Origin last; // where it was last, written by that thread alone

  Actor(long threadId, String threadName) {
    this.threadId = threadId;
    this.threadName = threadName;
  }

  /**
   * Returns the thread's id.
   *
   * @return the id, or {@link #MANY}
   */
  public long threadId() {
    return threadId;
  }

  /**
   * Returns the thread's name.
   *
   * @return the name it had at first
   */
  public String threadName() {
    return threadName;
  }

  boolean isShared() {
    return threadId == MANY;
  }

  boolean isCalling() {
    return threadId == Thread.currentThread().threadId();
  }

  long nextSequence() {
    return isShared() ? sharedSequence.incrementAndGet() : ++sequence;
  }

  long lastSequence() {
    return sequence;
  }
}
