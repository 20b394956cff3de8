package dev.alloc.debug.quarantine;

import java.util.ArrayDeque;
import java.util.Deque;

/** The large blocks that wait, in the order in which they were freed. Safe for threads. */
public final class LargeQueue {
  private final long mostBytes;
  private final Deque<Held> held = new ArrayDeque<>(); // guarded by itself
  private long heldBytes;

  private record Held(long address, long wholeBytes) {}

  /**
   * Creates an empty queue.
   *
   * @param mostBytes how many bytes may wait
   */
  public LargeQueue(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Returns whether a block may wait at all.
   *
   * @param wholeBytes what it takes below
   * @return whether there is room if all others leave
   */
  public boolean mayHold(long wholeBytes) {
    return wholeBytes <= mostBytes;
  }

  /**
   * Adds a block that was freed.
   *
   * @param address where its bytes begin
   * @param wholeBytes what it takes below
   */
  public void add(long address, long wholeBytes) {
    synchronized (held) {
      held.add(new Held(address, wholeBytes));
      heldBytes += wholeBytes;
    }
  }

  /**
   * Removes the block that has waited longest, if there is no room for so many bytes more.
   *
   * @param wholeBytes bytes to make room for; {@code Long.MAX_VALUE} to empty the queue
   * @return the block's address, or 0
   */
  public long removeFor(long wholeBytes) {
    synchronized (held) {
      if (held.isEmpty() || heldBytes <= mostBytes - wholeBytes) {
        return 0;
      }
      Held oldest = held.remove();
      heldBytes -= oldest.wholeBytes();
      return oldest.address();
    }
  }

  /** Forgets all blocks, which were released in bulk. */
  public void clear() {
    synchronized (held) {
      held.clear();
      heldBytes = 0;
    }
  }
}
