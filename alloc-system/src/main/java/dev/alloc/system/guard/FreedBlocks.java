package dev.alloc.system.guard;

import org.jspecify.annotations.Nullable;

/**
 * Freed blocks whose addresses are still taken, the oldest first; a list through the blocks, so
 * that freeing one needs no memory. Any thread.
 */
final class FreedBlocks {
  private final long mostBytes;
  private long bytes;
  private @Nullable GuardedBlock oldest;
  private @Nullable GuardedBlock youngest;

  /**
   * Creates an empty list.
   *
   * @param mostBytes how many bytes of addresses may be kept
   */
  FreedBlocks(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  long mostBytes() {
    return mostBytes;
  }

  synchronized void add(GuardedBlock block) {
    if (youngest == null) {
      oldest = block;
    } else {
      youngest.setNext(block);
    }
    youngest = block;
    bytes += block.placement().mappingSize();
  }

  /** Removes the oldest, if there are more bytes than that. */
  synchronized @Nullable GuardedBlock removeBeyond(long limit) {
    GuardedBlock removed = oldest;
    if (removed == null || bytes <= limit) {
      return null;
    }
    oldest = removed.next();
    if (oldest == null) {
      youngest = null;
    }
    removed.setNext(null);
    bytes -= removed.placement().mappingSize();
    return removed;
  }
}
