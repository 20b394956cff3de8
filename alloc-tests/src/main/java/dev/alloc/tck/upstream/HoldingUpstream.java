package dev.alloc.tck.upstream;

import dev.alloc.Allocator;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Holds what it gets back for a while before it frees it, so that a layer above that goes on using
 * it is found out and hurts nobody. Safe for threads if the allocator below is.
 */
public final class HoldingUpstream extends ForwardingAllocator {
  private final long most;
  private final Deque<MemorySegment> held = new ArrayDeque<>();
  private long heldBytes;

  /**
   * Creates a layer that holds nothing yet.
   *
   * @param most how many bytes to hold
   */
  public HoldingUpstream(Allocator upstream, long most) {
    super(upstream);
    this.most = most;
  }

  @Override
  public synchronized void free(MemorySegment block) {
    held.add(block);
    heldBytes += block.byteSize();
    release(most);
  }

  @Override
  public synchronized void close() {
    release(0);
    super.close();
  }

  private void release(long left) {
    while (heldBytes > left || (left == 0 && !held.isEmpty())) {
      MemorySegment oldest = held.remove();
      heldBytes -= oldest.byteSize();
      super.free(oldest);
    }
  }
}
